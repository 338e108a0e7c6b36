// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;

/** {@code sct_config list rules}: a line for each rule that the kernel has. */
final class RulesInForce {
  private static final int MAX_CALLS_SHOWN = 4;

  private RulesInForce() {}

  static int run(Session session) throws DeviceException {
    Table table;
    Counters counters = null;
    try (ControlDevice device = session.open()) {
      table = device.download(0);
      if (table.bytes().length > 0) {
        counters = counters(device, table.generation());
      }
    }
    if (table.bytes().length == 0) {
      session.err().println("sct_config: no rules are in force");
      return ExitStatus.OK;
    }
    try {
      print(session, TableReader.read(table.bytes()), counters);
      return ExitStatus.OK;
    } catch (TableFormatException e) {
      session.err().println("sct_config: the kernel's rules: " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
  }

  /** Null if these rules are not in force any more. */
  private static Counters counters(ControlDevice device, long generation) throws DeviceException {
    try {
      return device.counters(generation);
    } catch (DeviceException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  private static void print(Session session, RuleTable table, Counters counters) {
    List<Set<String>> calls = new ArrayList<>();
    table.rules().forEach(rule -> calls.add(new TreeSet<>()));
    int[] bound = new int[table.rules().size()];
    for (Binding b : table.bindings()) {
      bound[b.rule()]++;
      // Members of the family are optional; so are all but one of a rule on every call.
      if (!b.optional()) {
        calls.get(b.rule()).add(SyscallTable.builtIn().name(b.abi(), b.nr()));
      }
    }
    Columns columns = new Columns().line("NUMBER", "NAME", "CALLS", "WHEN", "ACTION", "HITS");
    for (int i = 0; i < table.rules().size(); i++) {
      TableRule rule = table.rules().get(i);
      columns.line(
          i,
          rule.name(),
          calls(calls.get(i), bound[i]),
          rule.phase().text(),
          rule.act().action().text(),
          counters == null || i >= counters.rules().size()
              ? "?"
              : Long.toUnsignedString(counters.rules().get(i).hits()));
    }
    columns.print(session.out());
  }

  private static String calls(Set<String> named, int bound) {
    if (named.size() == 1 && bound > SyscallTable.builtIn().names().size()) {
      return "*";
    }
    List<String> names = new ArrayList<>(named);
    int shown = Math.min(names.size(), MAX_CALLS_SHOWN);
    return String.join(",", names.subList(0, shown)) + (names.size() > shown ? ",..." : "");
  }
}
