// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.syscalltrack.device.Libc;
import org.syscalltrack.log.tail.Output;

/**
 * What a run of a command is given besides its arguments.
 *
 * @param stop ends what waits or reads
 */
record Terms(Supplier<Libc> libc, Stop stop, InputStream in, Output output, PrintStream err) {
  /** Says it on the error output, as the tool. */
  void remark(String text) {
    err.println("sctlog: " + text);
  }

  int outputFd() {
    return output.fd();
  }
}
