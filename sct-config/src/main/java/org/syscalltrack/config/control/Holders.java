// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Printable;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.DrainResult;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;

/** {@code sct_config holders}: one line for each reason why the modules cannot be unloaded. */
public final class Holders {
  private static final int MAX_NAMES = 8;

  private Holders() {}

  public static int run(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      DrainResult result = device.drain(0);
      if (result instanceof DrainResult.HasRules) {
        session.out().println(rules(device));
        return ExitStatus.TROUBLE;
      } else if (result instanceof DrainResult.Busy busy) {
        tasks(session, busy);
        return ExitStatus.TROUBLE;
      }
      return ExitStatus.OK;
    }
  }

  private static String rules(ControlDevice device) throws DeviceException {
    try {
      RuleTable table = TableReader.read(device.download(0).bytes());
      List<String> names = table.rules().stream().map(TableRule::name).toList();
      String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
      String more = names.size() > MAX_NAMES ? ", ..." : "";
      return (names.size() == 1 ? "1 rule is" : names.size() + " rules are")
          + " in force ("
          + shown
          + more
          + "): run sct_config delete";
    } catch (TableFormatException e) {
      return "rules are in force: run sct_config delete";
    }
  }

  private static void tasks(Session session, DrainResult.Busy busy) {
    for (DrainResult.Holder h : busy.holders()) {
      session.out().println("pid " + h.pid() + " (" + Printable.text(h.comm()) + ") " + does(h));
    }
    if (busy.count() > busy.holders().size()) {
      session.out().println("and " + (busy.count() - busy.holders().size()) + " more");
    }
  }

  private static String does(DrainResult.Holder h) {
    if (h.nr() == SctAbi.NO_CALL) {
      return "looks up the path of a rule's object, and its file system does not answer";
    }
    String call = SyscallTable.builtIn().nameOrNumber(h.abi(), h.nr());
    return "is in " + call + ", which a rule is not done with";
  }
}
