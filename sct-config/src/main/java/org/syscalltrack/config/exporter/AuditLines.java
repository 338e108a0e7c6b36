// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.exporter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.Syscall;

/**
 * A rule as lines for auditctl. audit asks when a call has returned, names calls one by one, and
 * all its fields must hold.
 */
final class AuditLines {
  private static final int MAX_KEY = 31;

  private AuditLines() {}

  static List<String> of(CheckedRule rule) throws Inexact {
    checkAction(rule);
    List<String> fields = new ArrayList<>();
    Abi only = null;
    for (Cond term : terms(rule.filter())) {
      Abi abi = abi(term);
      if (abi == null) {
        fields.add(AuditFields.of(term));
      } else if (only == null || only == abi) {
        only = abi;
      } else {
        throw new Inexact("two entries at once");
      }
    }
    boolean outcome = fields.stream().anyMatch(f -> f.matches("-F (exit|success).*"));
    if (rule.everyCall() && !outcome) {
      throw new Inexact("audit would record exit and sigreturn, too, after which no rule is asked");
    }
    List<String> lines = new ArrayList<>();
    for (Abi abi : only == null ? List.of(Abi.X86_64, Abi.IA32) : List.of(only)) {
      String calls = calls(rule, abi);
      if (calls != null) {
        lines.add(line(rule, abi, calls, fields));
      }
    }
    return lines;
  }

  private static String line(CheckedRule rule, Abi abi, String calls, List<String> fields)
      throws Inexact {
    StringBuilder line = new StringBuilder("-a always,exit -F arch=");
    line.append(abi == Abi.X86_64 ? "b64" : "b32").append(" -S ").append(calls);
    fields.forEach(field -> line.append(' ').append(field));
    List<String> keys = rule.about().tags().isEmpty() ? List.of(rule.name()) : rule.about().tags();
    for (String key : keys) {
      if (key.length() > MAX_KEY || key.matches(".*\\s.*")) {
        throw new Inexact("'" + key + "' is no key of audit: a word of at most 31 bytes");
      }
      line.append(" -F key=").append(key);
    }
    return line.toString();
  }

  private static void checkAction(CheckedRule rule) throws Inexact {
    if (rule.action().interferes()) {
      throw new Inexact("audit only records: it has no " + rule.action().type().text());
    }
    if (rule.phase() != Phase.AFTER) {
      throw new Inexact("audit asks when a call has returned, this rule before it");
    }
    if (rule.action().continues()) {
      throw new Inexact("audit asks no rule behind the first that matches");
    }
    if (!rule.action().delivery().rate().isNone()) {
      throw new Inexact("audit has no rate_limit of a rule");
    }
  }

  /** All must hold. */
  private static List<Cond> terms(Cond filter) {
    if (filter == null) {
      return List.of();
    }
    if (filter instanceof Cond.Junction junction && junction.and()) {
      return junction.terms();
    }
    return List.of(filter);
  }

  /** That a term asks for, or null. */
  private static Abi abi(Cond term) throws Inexact {
    Cond.OneOf oneOf = term instanceof Cond.OneOf one ? one : null;
    boolean asks =
        oneOf != null
            && oneOf.operand() instanceof Term.Variable variable
            && variable.var() == Var.ABI;
    if (!asks) {
      return null;
    }
    for (Abi abi : List.of(Abi.X86_64, Abi.IA32)) {
      if (oneOf.values().equals(List.of((long) abi.number()))) {
        return abi;
      }
    }
    throw new Inexact("audit tells b64 and b32 programs apart, by ABI == x86_64 and ABI == ia32");
  }

  /** Null if that entry has none of them. */
  private static String calls(CheckedRule rule, Abi abi) throws Inexact {
    if (rule.everyCall()) {
      return "all";
    }
    Set<String> names = new LinkedHashSet<>();
    for (Syscall call : rule.calls()) {
      if (call.isIn(abi)) {
        names.add(call.name());
      }
      for (FamilyMember member : FamilyTable.builtIn().of(call)) {
        boolean own = member.member().equals(call.name());
        if (!rule.exact() && !own && (member.abi() == null || member.abi() == abi)) {
          throw new Inexact(
              call.name() + " stands for its family here; audit names each call: coverage = exact");
        }
      }
    }
    return names.isEmpty() ? null : String.join(",", names);
  }
}
