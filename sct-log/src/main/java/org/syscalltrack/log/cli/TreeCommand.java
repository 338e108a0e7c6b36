// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import org.apache.commons.cli.CommandLine;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.tree.Forest;
import org.syscalltrack.log.tree.ForestText;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog tree}: which processes there were, and what each did. */
final class TreeCommand {
  private TreeCommand() {}

  static int run(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    CommandLine line = CommandLineOptions.parse("tree", CommandLineOptions.reading(), args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    CommandLineOptions.refuseWords("tree", line);
    Forest[] forest = new Forest[1];
    Reading.Result result =
        new Reading(CommandLineOptions.of(line), terms)
            .run((setup, generations) -> forest[0] = new Forest(generations));
    if (result.end() != Tail.End.OUTPUT_CLOSED) {
      Bytes text = new Bytes();
      ForestText.write(forest[0], text);
      terms.output().write(text);
    }
    return result.status();
  }
}
