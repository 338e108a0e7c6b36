// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.table.Asks;
import org.syscalltrack.message.ErrorCode;

/** The fields of SUSPEND: how long it waits for an answer, and what happens without one. */
final class AskChecker {
  static final List<String> FIELDS = List.of("deadline", "default");

  private static final List<String> DEFAULTS = List.of("fail", "allow", "kill");

  private final FieldSet fields;
  private final Diagnostics diagnostics;

  AskChecker(FieldSet fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  /**
   * What the fields say.
   *
   * @param type null if unknown
   */
  Asks check(Action type) {
    if (type == Action.SUSPEND && fields.has("deadline")) {
      return new Asks(deadline(), unanswered());
    }
    for (String name : FIELDS) {
      if (type != null && fields.has(name)) {
        diagnostics.error(
            ErrorCode.FIELD_NOT_FOR_ACTION,
            fields.peek(name).name().span(),
            type == Action.SUSPEND
                ? "'" + name + "' is for SUSPEND rules with a deadline"
                : "'" + name + "' is for SUSPEND, not for " + type.text(),
            type == Action.SUSPEND ? "such as deadline = 30s" : null);
      }
    }
    return Asks.NOBODY;
  }

  private int deadline() {
    Value.Word word = fields.word("deadline");
    long ms = word == null ? 1 : Quantity.milliseconds(word.text());
    if (ms < 1 || ms > SctAbi.MAX_DEADLINE_MS) {
      diagnostics.error(
          ErrorCode.BAD_TIME,
          word.span(),
          "'deadline' is a time from 1ms to 24h, not '" + word.text() + "'",
          "such as 500ms, 30s or 5m");
      return 1;
    }
    return (int) ms;
  }

  /** Nobody has allowed it: so without a word it fails. */
  private Verdict unanswered() {
    Value.Word word = fields.word("default");
    if (word == null) {
      return Verdict.FAILED;
    }
    switch (word.text()) {
      case "fail":
        return Verdict.FAILED;
      case "allow":
        return Verdict.ALLOWED;
      case "kill":
        return Verdict.KILLED;
      default:
        String near = Suggestion.hint(word.text(), DEFAULTS);
        diagnostics.error(
            ErrorCode.BAD_DEFAULT,
            word.span(),
            "'default' is fail, allow or kill, not '" + word.text() + "'",
            near == null
                ? "which error: error_code = EPERM; which signal: signal = SIGTERM"
                : near);
        return Verdict.FAILED;
    }
  }
}
