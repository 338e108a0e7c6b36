// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

import java.io.InputStream;
import java.io.PrintStream;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.tool.Trace;

/** What the commands work with. */
record Session(
    CommandLineOptions options,
    InputStream in,
    PrintStream out,
    PrintStream err,
    DeviceOpener opener,
    Terminal terminal,
    Trace trace) {

  /** Gives the control device; tests give another one. */
  interface DeviceOpener {
    ControlDevice open(String path) throws DeviceException;
  }

  ControlDevice open() throws DeviceException {
    ControlDevice device = opener.open(options.device());
    trace.note("opened {}", options.device());
    return device;
  }
}
