// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.syscalltrack.log.ctf.TraceWriter;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog export}: events for other programs. */
final class ExportCommand {
  private ExportCommand() {}

  static int run(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Options known =
        CommandLineOptions.reading().addOption(CommandLineOptions.valued(null, "ctf", "DIR"));
    CommandLine line = CommandLineOptions.parse("export", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    CommandLineOptions.refuseWords("export", line);
    if (!line.hasOption("ctf")) {
      throw new UsageException("export: say what to make, with --ctf DIR");
    }
    return trace(line.getOptionValue("ctf"), CommandLineOptions.of(line), terms);
  }

  private static int trace(String name, CommandLineOptions options, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Path to = path("ctf", name);
    TraceWriter[] writer = new TraceWriter[1];
    try {
      Reading.Result result =
          new Reading(options, terms)
              .run((setup, generations) -> writer[0] = new TraceWriter(to, generations));
      writer[0].finish();
      terms.remark(to + ": " + result.counts());
      return result.status();
    } finally {
      if (writer[0] != null) {
        writer[0].close();
      }
    }
  }

  private static Path path(String option, String name) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("--" + option + ": '" + name + "' is no name of a file");
    }
  }
}
