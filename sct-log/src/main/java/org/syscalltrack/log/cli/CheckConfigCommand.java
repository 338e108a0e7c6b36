// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.syscalltrack.log.sink.ConfigCheck;
import org.syscalltrack.log.sink.SinkException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog check-config}: whether sctlog could send events by a configuration. */
final class CheckConfigCommand {
  private static final int WRONG = 1;

  private CheckConfigCommand() {}

  static int run(String[] args, Terms terms) throws UsageException, IOException {
    Options known = new Options().addOption(CommandLineOptions.flag("h", "help"));
    CommandLine line = CommandLineOptions.parse("check-config", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    if (line.getArgList().size() != 1) {
      throw new UsageException("check-config: name the one file with the configuration");
    }
    try {
      List<String> problems = ConfigCheck.check(Sinking.path(line.getArgList().get(0)));
      problems.forEach(terms.err()::println);
      return problems.isEmpty() ? Main.OK : WRONG;
    } catch (SinkException e) {
      return Sinking.refused(e, terms.err(), WRONG);
    }
  }
}
