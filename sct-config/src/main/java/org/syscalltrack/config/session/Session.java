// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

import java.io.InputStream;
import java.io.PrintStream;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.tool.Trace;

/** What the commands work with. */
public record Session(
    CommandLineOptions options,
    InputStream in,
    PrintStream out,
    PrintStream err,
    DeviceOpener opener,
    Terminal terminal,
    Trace trace) {

  /** Gives the control device; tests give another one. */
  public interface DeviceOpener {
    public ControlDevice open(String path) throws DeviceException;
  }

  public ControlDevice open() throws DeviceException {
    ControlDevice device = opener.open(options.device());
    trace.note("opened {}", options.device());
    return device;
  }
}
