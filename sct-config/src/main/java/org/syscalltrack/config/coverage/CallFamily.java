// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;

/**
 * The calls that do what those do that a rule names: by families.tbl in both directions, and by
 * operations.tbl.
 */
final class CallFamily {
  /** What such a call does depends on a command: that another one can do the same says little. */
  private static final String COMMAND = "cmd";

  /** Each call, with why the rule does not see it where it does not. */
  private final Map<Syscall, String> calls = new LinkedHashMap<>();

  private CallFamily() {}

  static Map<Syscall, String> of(CheckedRule rule) {
    CallFamily family = new CallFamily();
    rule.calls().forEach(call -> family.calls.put(call, "the filter asks for what it has not"));
    if (!rule.everyCall()) {
      rule.calls().forEach(call -> family.addMembers(call, rule.exact()));
      rule.calls().forEach(family::addBases);
      rule.calls().forEach(family::addOthers);
    }
    return family.calls;
  }

  private void addMembers(Syscall call, boolean exact) {
    for (FamilyMember member : FamilyTable.builtIn().of(call)) {
      calls.putIfAbsent(
          SyscallTable.builtIn().find(member.member()),
          exact ? "coverage = exact" : "the filter asks for what it has not");
    }
  }

  /** The older calls whose work this one does, too. */
  private void addBases(Syscall call) {
    for (String name : FamilyTable.builtIn().bases()) {
      Syscall base = SyscallTable.builtIn().find(name);
      List<FamilyMember> members = FamilyTable.builtIn().of(base);
      if (members.stream().anyMatch(member -> member.member().equals(call.name()))) {
        calls.putIfAbsent(base, "does the same; a rule on " + name + " sees both");
      }
    }
  }

  private void addOthers(Syscall call) {
    if (call.indexOf(call.firstAbi(), COMMAND) >= 0) {
      return;
    }
    for (OperationTable.Done done : OperationTable.of(call)) {
      for (Syscall other : OperationTable.callsOf(done.operation())) {
        calls.putIfAbsent(other, "does the same (" + done.operation().text() + "), is not named");
      }
    }
  }

  /** Why no rule on calls sees what comes by io_uring. */
  static String uring(Syscall call) {
    List<OperationTable.Done> done = OperationTable.of(call);
    return "no system call is made"
        + (done.isEmpty() ? "" : "; a rule on OBJECT sees it (" + text(done) + ")");
  }

  private static String text(List<OperationTable.Done> done) {
    List<String> names = done.stream().map(d -> d.operation()).map(Operation::text).toList();
    return String.join(", ", names);
  }

  static int key(Abi abi, int number) {
    return abi.number() << 16 | number;
  }
}
