// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.syscalltrack.capture.SigningKey;
import org.syscalltrack.log.ctf.TraceWriter;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog export}: events for other programs, and for others who want them proved. */
final class ExportCommand {
  private ExportCommand() {}

  static int run(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Options known =
        CommandLineOptions.reading()
            .addOption(CommandLineOptions.valued(null, "ctf", "DIR"))
            .addOption(CommandLineOptions.valued(null, "bundle", "OUT"))
            .addOption(CommandLineOptions.valued(null, "sign", "KEYFILE"))
            .addOption(CommandLineOptions.valued(null, "make-key", "KEYFILE"));
    CommandLine line = CommandLineOptions.parse("export", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    CommandLineOptions.refuseWords("export", line);
    long made = Stream.of("ctf", "bundle", "make-key").filter(line::hasOption).count();
    if (made != 1) {
      throw new UsageException(
          "export: say what to make, with --ctf DIR, --bundle OUT or --make-key KEYFILE");
    }
    if (line.hasOption("sign") && !line.hasOption("bundle")) {
      throw new UsageException("--sign is about bundles, and needs --bundle OUT");
    }
    if (line.hasOption("make-key")) {
      Path to = path("make-key", line.getOptionValue("make-key"));
      terms.output().write(SigningKey.make(to).text() + "\n");
      return Main.OK;
    }
    return line.hasOption("bundle")
        ? bundle(line, CommandLineOptions.of(line), terms)
        : trace(line.getOptionValue("ctf"), CommandLineOptions.of(line), terms);
  }

  private static int bundle(CommandLine line, CommandLineOptions options, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException {
    for (String option : List.of("device", "new", "once", "exempt", "count")) {
      CommandLineOptions.exclude(line, "bundle", option, "contradict each other");
    }
    List<String> captures = options.capture().read();
    if (captures.isEmpty() || captures.contains("-")) {
      throw new UsageException("--bundle needs captures in files: --read FILE");
    }
    if (!line.hasOption("sign")) {
      throw new UsageException(
          "--bundle needs --sign KEYFILE; `sctlog export --make-key KEYFILE` makes a key");
    }
    Path to = path("bundle", line.getOptionValue("bundle"));
    SigningKey key = SigningKey.read(path("sign", line.getOptionValue("sign")));
    Bundling.run(to, key, options, terms);
    return Main.OK;
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
