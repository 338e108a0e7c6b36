// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

/** What --help tells is what the tool takes; completion is made from it. */
class HelpTest {
  @Test
  void namesEachOption() {
    for (Option option : CommandLineOptions.options().getOptions()) {
      String shown =
          (option.getOpt() == null ? "" : "-" + option.getOpt() + ", ")
              + "--"
              + option.getLongOpt()
              + (option.hasArg() ? " " + option.getArgName() : "");
      assertTrue(
          Pattern.compile("(^ +|, )" + Pattern.quote(shown) + "( |,|\\[|\\||$)", Pattern.MULTILINE)
              .matcher(CommandLineOptions.HELP)
              .find(),
          shown);
    }
  }
}
