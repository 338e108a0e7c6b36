// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config lock}: nobody changes the rules any more, which is asked for twice. */
public final class Lock {
  private Lock() {}

  public static int run(Session session) throws DeviceException, UsageException {
    if (!session.options().yes()) {
      String answer =
          session
              .terminal()
              .ask(
                  "Until the next boot nobody, root included, can change the rules in force or"
                      + " unload the modules.\nLock them? [y/N] ");
      if (answer == null) {
        throw new UsageException("'lock' cannot be undone: confirm it by --yes");
      }
      if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
        session.err().println("sct_config: not locked");
        return ExitStatus.USAGE;
      }
    }
    try (ControlDevice device = session.open()) {
      if (device.info().ruleCount() == 0) {
        throw UsageException.ofContent(
            "no rules are in force, and with a lock none could be until the next boot;"
                + " upload some first");
      }
      long generation = device.lock();
      session.out().println("The rules of generation " + generation + " are locked");
    }
    return ExitStatus.OK;
  }
}
