// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.RuleNames;
import org.syscalltrack.config.importer.rule.RuleText;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.SyscallTable;

/**
 * One rule of audit's exit list to rules of ours. audit asks when a call is done and records it
 * once, for the first rule that matches; so do our rules with {@code when = after}. A rule of audit
 * becomes several where one filter does not fit all its calls.
 */
final class Translator {
  private static final String BEFORE_FORMAT =
      "%ruleid: %exe (%comm) [%pid] auid %loginuid uid %uid: %sname(%params)";

  /** These have addresses that audit sees. */
  private static final List<String> WITH_ADDRESS = List.of("bind", "connect", "sendto");

  private final PathView paths;
  private final RuleNames names;
  private final List<Exemption> exceptions;

  Translator(PathView paths, RuleNames names, List<Exemption> exceptions) {
    this.paths = paths;
    this.names = names;
    this.exceptions = exceptions;
  }

  Entry.Said translate(AuditRule rule) throws Unsayable {
    List<String> remarks = new ArrayList<>();
    List<String> conditions = new Conditions(paths).of(rule, remarks);
    List<RuleText> rules = new ArrayList<>();
    for (CallGroup group : groups(rule, remarks)) {
      add(rules, rule, group, conditions, remarks);
    }
    if (rules.isEmpty()) {
      throw new Unsayable("none of the calls has what the rule asks for");
    }
    return new Entry.Said(rule.source(), rules, List.copyOf(remarks));
  }

  private List<CallGroup> groups(AuditRule rule, List<String> remarks) throws Unsayable {
    Machine machine = Machine.of(rule);
    List<String> calls = rule.calls().isEmpty() ? List.of() : machine.calls(rule.calls(), remarks);
    List<CallGroup> groups = byFiles(rule, calls, remarks);
    for (AuditField field : rule.fields()) {
      if (field.name().matches("a[0-3]")) {
        groups = byArgument(groups, field, remarks);
      } else if (field.is("saddr_fam")) {
        groups = byAddress(groups, field);
      }
    }
    return groups;
  }

  private static List<CallGroup> byFiles(AuditRule rule, List<String> calls, List<String> remarks)
      throws Unsayable {
    boolean files = rule.isAboutFiles();
    for (AuditField field : rule.fields()) {
      if (field.is("perm")) {
        Permissions permissions = new Permissions(field);
        return calls.isEmpty() ? permissions.groups(files) : permissions.among(calls, files);
      }
    }
    if (!files) {
      return List.of(
          calls.isEmpty() ? CallGroup.EVERY : new CallGroup(calls, true, List.of(), null));
    }
    List<CallGroup> groups =
        FileConditions.grouped(calls.isEmpty() ? FileConditions.calls() : calls, true);
    List<String> without = new ArrayList<>(calls);
    groups.forEach(group -> without.removeAll(group.calls()));
    if (!without.isEmpty()) {
      remarks.add("no path is known of " + String.join(", ", without));
    }
    return groups;
  }

  /** The calls whose argument is a number, with the condition on it. */
  private static List<CallGroup> byArgument(
      List<CallGroup> groups, AuditField field, List<String> remarks) throws Unsayable {
    int index = field.name().charAt(1) - '0';
    long value = Conditions.value(field);
    List<CallGroup> narrowed = new ArrayList<>();
    for (CallGroup group : groups) {
      if (group.isEvery() || !group.exact()) {
        throw new Unsayable(field + ": without -S, there is no telling what the argument is");
      }
      List<String> fit = new ArrayList<>();
      for (String call : group.calls()) {
        List<Parameter> parameters = SyscallTable.builtIn().find(call).parameters();
        boolean number =
            index < parameters.size()
                && ParamTable.seen(
                        SyscallTable.builtIn().find(call), parameters.get(index), Phase.AFTER)
                    .isNumber();
        if (number) {
          fit.add(call);
        } else {
          remarks.add(field.name() + " of " + call + " is no number that a rule can compare");
        }
      }
      if (!fit.isEmpty()) {
        String variable = "PARAMS[" + (index + 1) + "]";
        boolean wide = fit.stream().anyMatch(call -> isWide(call, index));
        String test =
            wide
                ? Conditions.low(field, variable, value)
                : Conditions.number(field, variable, value);
        narrowed.add(with(group, fit, test));
      }
    }
    return narrowed;
  }

  /** Whether the argument has more than the 32 bits that audit looks at. */
  private static boolean isWide(String call, int index) {
    ParamType type = SyscallTable.builtIn().find(call).parameters().get(index).type();
    return switch (type.type(Abi.X86_64)) {
      case S64, U64 -> true;
      default -> false;
    };
  }

  private static List<CallGroup> byAddress(List<CallGroup> groups, AuditField field)
      throws Unsayable {
    long value = Conditions.value(field);
    List<CallGroup> narrowed = new ArrayList<>();
    for (CallGroup group : groups) {
      Map<Integer, List<String>> byIndex = new LinkedHashMap<>();
      for (String call : group.isEvery() ? WITH_ADDRESS : group.calls()) {
        int index = WITH_ADDRESS.contains(call) ? address(call) : -1;
        if (index >= 0) {
          byIndex.computeIfAbsent(index, i -> new ArrayList<>()).add(call);
        }
      }
      byIndex.forEach(
          (index, calls) -> {
            String test = Conditions.number(field, "PARAMS[" + (index + 1) + "].family", value);
            narrowed.add(with(group.isEvery() ? family() : group, calls, test));
          });
    }
    return narrowed;
  }

  private static CallGroup family() {
    return new CallGroup(List.of(), false, List.of(), null);
  }

  private static int address(String name) {
    List<Parameter> parameters = SyscallTable.builtIn().find(name).parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).type() == ParamType.SOCKADDR) {
        return i;
      }
    }
    return -1;
  }

  private static CallGroup with(CallGroup group, List<String> calls, String condition) {
    String all = group.condition() == null ? condition : group.condition() + "\n&& " + condition;
    return new CallGroup(calls, group.exact(), group.objects(), all);
  }

  /** The rules of a group: after the call, and before it for calls that do not come back. */
  private void add(
      List<RuleText> rules,
      AuditRule rule,
      CallGroup group,
      List<String> conditions,
      List<String> remarks)
      throws Unsayable {
    List<String> returning = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String call : group.isEvery() ? SyscallTable.builtIn().names() : group.calls()) {
      (SyscallTable.builtIn().find(call).returns() ? returning : others).add(call);
    }
    String filter = filter(rule, group, conditions, remarks);
    if (group.isEvery() || !returning.isEmpty()) {
      List<String> calls = group.isEvery() ? group.calls() : returning;
      rules.add(rule(rule, calls, group.exact(), Phase.AFTER, filter, null));
    }
    if (!others.isEmpty() && !Conditions.isAboutOutcome(rule)) {
      rules.add(rule(rule, others, true, Phase.BEFORE, filter, BEFORE_FORMAT));
    }
  }

  private String filter(
      AuditRule rule, CallGroup group, List<String> conditions, List<String> remarks)
      throws Unsayable {
    List<String> all = new ArrayList<>();
    all.add(Machine.of(rule).condition());
    all.add(group.condition());
    for (AuditField field : rule.fields()) {
      all.add(file(field, group));
    }
    all.addAll(conditions);
    for (Exemption exception : exceptions) {
      all.add(exception.without(group, remarks));
    }
    all.removeIf(Objects::isNull);
    return all.isEmpty() ? null : String.join("\n&& ", all);
  }

  /** Null for other fields. */
  private String file(AuditField field, CallGroup group) throws Unsayable {
    if (!field.is("path") && !field.is("dir")) {
      return null;
    }
    if (!field.op().equals("=")) {
      throw new Unsayable("'" + field + "': only = says which file");
    }
    boolean directory = field.is("dir");
    String path = PathView.withoutSlash(field.value());
    List<String> known = paths.names(path, directory);
    return directory ? FileConditions.under(group, known) : FileConditions.is(group, known);
  }

  private RuleText rule(
      AuditRule rule,
      List<String> calls,
      boolean exact,
      Phase phase,
      String filter,
      String format) {
    String stem = rule.keys().isEmpty() ? "audit" : rule.keys().get(0);
    List<String> tags = rule.keys().stream().map(RuleNames::tag).distinct().toList();
    return new RuleText(
        names.next(stem), calls, exact, phase, filter, RuleText.About.tags(tags), format);
  }
}
