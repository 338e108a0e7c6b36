// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.device.LogDevice;

/**
 * What the command line asks for.
 *
 * @param count events to show before ending; {@link Tail#UNLIMITED} if not limited
 * @param onlyNew leave out the events that are in the log already
 * @param once show those only, do not wait for more
 * @param json as JSON, not as the rules' log_format says
 */
record CommandLineOptions(
    boolean help,
    boolean version,
    boolean verbose,
    boolean onlyNew,
    boolean once,
    boolean json,
    long count,
    String device) {

  static final String HELP =
      """
      Usage: sctlog [OPTION]...
      Shows the events of the loaded rules as they happen, beginning with the oldest
      that the kernel still holds.

        -n, --count COUNT   end after COUNT events
            --new           only events that happen from now on
            --json          each event as a JSON object, one a line
            --once          only events that happened before now; do not wait
        -d, --device FILE   read FILE instead of %s
        -v, --verbose       say on the error output what is done
        -h, --help          print this and end
        -V, --version       print the version and end

      Ends by itself when its output is closed, and on SIGINT (Ctrl-C), SIGTERM and
      SIGHUP, with a summary on the error output.
      Exit status: 0 ended as asked or by a signal, 2 usage error, 3 trouble with the
      kernel, the log device or the output.
      """
          .formatted(LogDevice.PATH);

  static CommandLineOptions parse(String[] args) throws UsageException {
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).build().parse(options(), args);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    if (!line.getArgList().isEmpty()) {
      throw new UsageException("unexpected argument: " + line.getArgList().get(0));
    }
    if (line.hasOption("new") && line.hasOption("once")) {
      throw new UsageException("--new and --once together show nothing");
    }
    return new CommandLineOptions(
        line.hasOption('h'),
        line.hasOption('V'),
        line.hasOption('v'),
        line.hasOption("new"),
        line.hasOption("once"),
        line.hasOption("json"),
        count(line.getOptionValue('n')),
        line.getOptionValue('d', LogDevice.PATH));
  }

  static Options options() {
    return new Options()
        .addOption(Option.builder("n").longOpt("count").hasArg().argName("COUNT").get())
        .addOption(Option.builder().longOpt("new").get())
        .addOption(Option.builder().longOpt("once").get())
        .addOption(Option.builder().longOpt("json").get())
        .addOption(Option.builder("d").longOpt("device").hasArg().argName("FILE").get())
        .addOption(Option.builder("v").longOpt("verbose").get())
        .addOption(Option.builder("h").longOpt("help").get())
        .addOption(Option.builder("V").longOpt("version").get());
  }

  private static long count(String text) throws UsageException {
    if (text == null) {
      return Tail.UNLIMITED;
    }
    try {
      long count = Long.parseLong(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a negative number.
    }
    throw new UsageException("COUNT must be a number of events, not '" + text + "'");
  }
}
