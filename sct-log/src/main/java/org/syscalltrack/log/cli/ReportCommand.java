// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.page.Page;
import org.syscalltrack.log.page.PageData;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog report}: a page for a browser. */
final class ReportCommand {
  private static final int ROWS = 20_000;
  private static final int MOST_ROWS = 1_000_000;
  private static final String STDOUT = "-";

  private ReportCommand() {}

  static int run(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Options known =
        CommandLineOptions.reading()
            .addOption(CommandLineOptions.flag(null, "decoded"))
            .addOption(CommandLineOptions.valued(null, "html", "OUT"))
            .addOption(CommandLineOptions.valued(null, "rows", "COUNT"));
    CommandLine line = CommandLineOptions.parse("report", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    CommandLineOptions.refuseWords("report", line);
    if (!line.hasOption("html")) {
      throw new UsageException("report: say where to with --html OUT, or - for standard output");
    }
    Path to = path(line.getOptionValue("html"));
    int rows =
        line.hasOption("rows") ? (int) Arguments.number(line, "rows", "COUNT", 0, MOST_ROWS) : ROWS;
    PageData[] data = new PageData[1];
    Reading.Result result =
        new Reading(CommandLineOptions.of(line), terms)
            .run(
                (setup, generations) -> {
                  Look look =
                      new Look(
                          TimeStamp.Style.NONE.in(java.time.ZoneOffset.UTC),
                          Colours.OFF,
                          setup.decoder());
                  return data[0] = new PageData(generations, rows, look);
                });
    if (result.end() == Tail.End.OUTPUT_CLOSED) {
      return result.status();
    }
    Bytes page = new Bytes();
    Page.write(data[0], result.counts().filtered(), page);
    if (to == null) {
      terms.output().write(page);
    } else {
      save(page, to);
    }
    return result.status();
  }

  /** Null: standard output. */
  private static Path path(String name) throws UsageException {
    try {
      return name.equals(STDOUT) ? null : Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("--html: '" + name + "' is no name of a file");
    }
  }

  /** Whole or not at all; and for its owner only, as events tell what users do. */
  private static void save(Bytes page, Path to) throws RecordSourceException {
    Path directory = to.toAbsolutePath().getParent();
    Path part = null;
    try {
      if (Files.isDirectory(to) || directory == null) {
        throw new IOException("it is a directory; name a file");
      }
      if (!Files.isDirectory(directory)) {
        throw new IOException("there is no directory " + directory + "; make it first");
      }
      part = Files.createTempFile(directory, ".sctlog", ".html");
      try (OutputStream out = Files.newOutputStream(part)) {
        page.writeTo(out);
      }
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(part);
      String why = e instanceof java.nio.file.AccessDeniedException ? "permission denied" : null;
      throw new RecordSourceException(
          "cannot write the page " + to + ": " + (why == null ? e.getMessage() : why));
    }
  }

  private static void discard(Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // It is said already that nothing can be written there.
    }
  }
}
