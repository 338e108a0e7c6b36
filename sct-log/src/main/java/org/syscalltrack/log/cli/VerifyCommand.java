// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.capture.CaptureException;
import org.syscalltrack.capture.Verifier;
import org.syscalltrack.log.tail.Output;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog verify}: whether captures are whole and as they were written. */
final class VerifyCommand {
  private VerifyCommand() {}

  static int run(String[] args, Output output, PrintStream err)
      throws UsageException, CaptureException, IOException {
    Options options =
        new Options()
            .addOption(Option.builder().longOpt("key").hasArg().get())
            .addOption(Option.builder().longOpt("signer").hasArg().get())
            .addOption(Option.builder("h").longOpt("help").get());
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).build().parse(options, args);
    } catch (ParseException e) {
      throw new UsageException("verify: " + e.getMessage());
    }
    if (line.hasOption('h')) {
      output.write(CommandLineOptions.HELP);
      return Main.OK;
    }
    List<String> names = line.getArgList();
    if (names.isEmpty()) {
      throw new UsageException("verify: name a capture or a directory of them");
    }
    String key = key(line, "key", "the recorder said when it began");
    String signer = key(line, "signer", "who made the bundle tells");
    Verifier verifier = new Verifier(key, signer, remark -> err.println("sctlog: " + remark));
    Verifier.Verdict verdict = verifier.verify(names);
    output.write(verifier.report());
    return verdict.status();
  }

  private static String key(CommandLine line, String option, String as) throws UsageException {
    String key = line.getOptionValue(option);
    if (key != null && !key.matches("[0-9a-f]{64}")) {
      throw new UsageException("--" + option + ": a key is 64 hexadecimal digits, as " + as);
    }
    return key;
  }
}
