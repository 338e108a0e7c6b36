// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import org.syscalltrack.config.importer.rule.Source;

/** A line of a file for auditctl -R. */
sealed interface AuditLine {
  /** A comment, or nothing. */
  record Comment(String text) implements AuditLine {}

  /** A rule to be added. */
  record Add(AuditRule rule) implements AuditLine {}

  /** -d or -W: a rule to be taken away. */
  record Delete(AuditRule rule) implements AuditLine {}

  /** -D: all rules, or with a key those that have it. */
  record DeleteAll(Source source, String key) implements AuditLine {}

  /**
   * What sets up audit itself, or asks for something.
   *
   * @param value or null
   */
  record Control(Source source, String option, String value) implements AuditLine {}

  /** What auditctl would refuse, too. */
  record Wrong(Source source, String reason) implements AuditLine {}
}
