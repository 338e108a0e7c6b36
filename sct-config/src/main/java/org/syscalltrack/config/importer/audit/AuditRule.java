// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.List;
import org.syscalltrack.config.importer.rule.Source;

/**
 * A line with -a, -A or -w.
 *
 * @param list exit, task, user, exclude or filesystem
 * @param always whether what it matches is recorded; else it is left out
 * @param prepend it goes in front of those that are there
 * @param fields of -F and of -p; those of keys and of -C are not among them
 * @param comparisons of -C
 * @param calls as named; none: all
 */
record AuditRule(
    Source source,
    String list,
    boolean always,
    boolean prepend,
    List<AuditField> fields,
    List<AuditField> comparisons,
    List<String> calls,
    List<String> keys) {

  boolean has(String field) {
    return fields.stream().anyMatch(f -> f.is(field));
  }

  /** Whether it names files. */
  boolean isAboutFiles() {
    return has("path") || has("dir");
  }

  /** Whether -d with this rule takes that one away. */
  boolean means(AuditRule other) {
    return list.equals(other.list)
        && always == other.always
        && fields.equals(other.fields)
        && comparisons.equals(other.comparisons)
        && calls.equals(other.calls);
  }
}
