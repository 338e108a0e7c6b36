// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.syscalltrack.device.Libc;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.FormatArgument;
import org.syscalltrack.log.format.JsonFormatter;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormat;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.EventFilter;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.tail.Stats;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.UsageException;

/**
 * Makes of the options what they stand for; all that may be wrong with them comes to light here.
 */
final class Setup {
  private final CommandLineOptions options;
  private final SteadyClock clock;
  private final Supplier<Libc> libc;
  private final Consumer<String> remarks;

  Setup(
      CommandLineOptions options,
      SteadyClock clock,
      Supplier<Libc> libc,
      Consumer<String> remarks) {
    this.options = options;
    this.clock = clock;
    this.libc = libc;
    this.remarks = remarks;
  }

  Selection selection() throws UsageException, ExpressionException {
    CommandLineOptions.Wanted wanted = options.wanted();
    return new Selection(
        wanted.rules(),
        wanted.pids(),
        wanted.uids(),
        wanted.calls(),
        time("since", wanted.since(), Long.MIN_VALUE),
        time("until", wanted.until(), Long.MAX_VALUE),
        wanted.filter() == null ? null : EventFilter.parse(wanted.filter(), remarks));
  }

  private long time(String option, String text, long preset) throws UsageException {
    if (text == null) {
      return preset;
    }
    Instant time = TimeArgument.parse(text, clock.start(), clock.zone());
    if (time == null) {
      throw new UsageException(
          "--"
              + option
              + ": '"
              + text
              + "' is no time; such as 2026-11-21T14:30, 14:30:05, or 10m for ten minutes ago");
    }
    return SteadyClock.epochNs(time);
  }

  /** The format for all rules, or null. */
  TextFormat format() throws ExpressionException {
    String format = options.display().format();
    return format == null ? null : FormatArgument.parse(format);
  }

  EventFormatter formatter(Generations generations, TextFormat format, int outputFd) {
    CommandLineOptions.Display display = options.display();
    Supplier<Decoder> names = () -> new Decoder(errno -> libc.get().message(errno));
    Decoder decoder = decoder();
    TimeStamp time = display.time().in(clock.zone());
    if (display.json()) {
      return new JsonFormatter(generations, new Look(time, Colours.OFF, decoder));
    }
    TimeStamp inLine = time.isShown() ? time : TimeStamp.Style.LOCAL.in(clock.zone());
    Look look = new Look(time, colours(outputFd), decoder, inLine, names);
    return new TextFormatter(generations, format, look);
  }

  /** Names for numbers, or null: they are not wanted. */
  Decoder decoder() {
    return options.display().decoded() ? new Decoder(errno -> libc.get().message(errno)) : null;
  }

  private Colours colours(int outputFd) {
    return options
        .display()
        .colour()
        .decide(libc.get().isTerminal(outputFd), System.getenv("NO_COLOR"));
  }

  long statsNs() {
    long seconds = options.statsSeconds();
    return seconds == 0 ? Stats.NEVER : TimeUnit.SECONDS.toNanos(seconds);
  }
}
