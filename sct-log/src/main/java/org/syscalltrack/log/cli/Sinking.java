// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.JsonFormatter;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.sink.SinkException;
import org.syscalltrack.log.sink.SinkFormatter;
import org.syscalltrack.log.sink.Sinks;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/**
 * All that has to do with {@code --config}, apart, so that Log4j is loaded by those runs only that
 * need it.
 */
final class Sinking {
  private Sinking() {}

  /** Gives each record to the sinks instead of the output. */
  private record ToSinks(Sinks sinks) implements Reading.Reader {
    @Override
    public EventFormatter formatter(Setup setup, Generations generations)
        throws ExpressionException {
      EventFormatter text = setup.formatter(generations, setup.format(), -1);
      TimeStamp none = TimeStamp.Style.NONE.in(ZoneOffset.UTC);
      EventFormatter json =
          new JsonFormatter(generations, new Look(none, Colours.OFF, setup.decoder()));
      return new SinkFormatter(sinks, generations, text, json);
    }

    @Override
    public String counts() {
      return sinks.counts();
    }
  }

  static int run(CommandLineOptions options, Reading reading, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Sinks sinks;
    try {
      sinks = Sinks.open(path(options.config()), terms::remark);
    } catch (SinkException e) {
      return refused(e, terms.err(), Main.USAGE);
    }
    Reading.Result result;
    try (sinks) {
      result = reading.run(new ToSinks(sinks));
      if (result.end() == Tail.End.STOP_REQUESTED) {
        terms.remark(result.counts() + sinks.counts());
      }
    }
    return Math.max(result.status(), sinks.givenUp() == 0 ? Main.OK : Main.TROUBLE);
  }

  static Path path(String name) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + name + "' is no name of a file");
    }
  }

  /**
   * Says why, and gives the exit status.
   *
   * @param ofContent what it is if the configuration is wrong
   */
  static int refused(SinkException why, PrintStream err, int ofContent) {
    err.println(why.getMessage());
    return why.isContent() ? ofContent : Main.TROUBLE;
  }
}
