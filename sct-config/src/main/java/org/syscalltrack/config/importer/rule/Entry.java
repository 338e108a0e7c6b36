// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.rule;

import java.util.List;

/** What became of a piece of the source. The order of entries is that of the text they make. */
public sealed interface Entry {
  /** Comments and blank lines, as they were. */
  record Comment(String text) implements Entry {}

  /** Lists, macros and the like, which the rules behind it use. */
  record Shared(String text) implements Entry {}

  /**
   * Said by rules of ours.
   *
   * @param remarks in what they differ
   */
  record Said(Source source, List<RuleText> rules, List<String> remarks) implements Entry {}

  /** Said by what rules behind it do not match, or done by nature; {@code how} says which. */
  record SaidElsewhere(Source source, String how) implements Entry {}

  /** No rule but a setting of the other program; {@code advice} says what corresponds to it. */
  record Setting(Source source, String advice) implements Entry {}

  /** What rules here cannot say. */
  record Unsaid(Source source, String reason) implements Entry {}
}
