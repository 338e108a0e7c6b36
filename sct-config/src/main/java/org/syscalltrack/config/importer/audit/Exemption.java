// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.config.importer.rule.RuleText;
import org.syscalltrack.config.importer.rule.Trial;

/**
 * A rule with never: what it matches, none of the rules behind it records. Rules here have no
 * action that ends the list without an event, so each of them leaves that out by its filter.
 */
final class Exemption {
  private final AuditRule rule;
  private final PathView paths;
  private final List<String> calls;
  private final List<String> conditions;
  private final String machine;
  private final List<String> remarks = new ArrayList<>();
  private boolean used;

  Exemption(AuditRule rule, PathView paths) throws Unsayable {
    this.rule = rule;
    this.paths = paths;
    for (AuditField field : rule.fields()) {
      if (field.is("perm") || field.is("saddr_fam") || field.name().matches("a[0-3]")) {
        throw new Unsayable(
            "never with " + field.name() + ": the rules behind it cannot leave that out");
      }
    }
    Machine of = Machine.of(rule);
    machine = of.condition();
    calls = rule.calls().isEmpty() ? List.of() : of.calls(rule.calls(), remarks);
    conditions = new Conditions(paths).of(rule, remarks);
    tryConditions();
    if (rule.isAboutFiles() || machine != null || !calls.isEmpty() || !conditions.isEmpty()) {
      return;
    }
    throw new Unsayable("audit records nothing at all behind this line; leave out these rules");
  }

  /** A fault here would be one of every rule behind it. */
  private void tryConditions() throws Unsayable {
    if (conditions.isEmpty()) {
      return;
    }
    RuleText probe =
        new RuleText(
            "probe",
            CallGroup.EVERY.calls(),
            false,
            Phase.AFTER,
            String.join("\n&& ", conditions),
            RuleText.About.tags(List.of()),
            null);
    String fault = Trial.fault("", List.of(probe));
    if (fault != null) {
      throw new Unsayable(fault);
    }
  }

  /** The condition for a group's filter, or null if the group has nothing to do with it. */
  String without(CallGroup group, List<String> ofRule) {
    if (!concerns(group)) {
      return null;
    }
    List<String> all = new ArrayList<>();
    if (!calls.isEmpty()) {
      all.add("SYSCALL in (" + String.join(", ", calls) + ")");
    }
    all.add(machine);
    for (AuditField field : rule.fields()) {
      if (field.is("path") || field.is("dir")) {
        if (group.objects().isEmpty()) {
          ofRule.add("does not leave out what line " + rule.source().line() + " (never) does");
          return null;
        }
        all.add(file(field, group));
      }
    }
    all.addAll(conditions);
    all.removeIf(Objects::isNull);
    used = true;
    return "not (" + String.join("\n    && ", all) + ")";
  }

  private String file(AuditField field, CallGroup group) {
    boolean directory = field.is("dir");
    List<String> names = paths.names(PathView.withoutSlash(field.value()), directory);
    return "("
        + (directory ? FileConditions.under(group, names) : FileConditions.is(group, names))
        + ")";
  }

  /** Families have more calls than their names say, so only those that are exact can be told. */
  private boolean concerns(CallGroup group) {
    return calls.isEmpty()
        || group.isEvery()
        || !group.exact()
        || group.calls().stream().anyMatch(calls::contains);
  }

  boolean isUsed() {
    return used;
  }

  List<String> remarks() {
    return remarks;
  }
}
