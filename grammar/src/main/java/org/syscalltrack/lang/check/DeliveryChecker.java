// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import java.util.StringTokenizer;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.RateScope;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.table.RateLimit;
import org.syscalltrack.message.ErrorCode;

/** The fields of an action about its events: how many, how large, and whether they may be lost. */
final class DeliveryChecker {
  static final List<String> FIELDS =
      List.of("rate_limit", "delivery", "must_timeout", "on_timeout", "max_data");

  private static final long MS_PER_SECOND = 1000;

  private final FieldSet fields;
  private final Diagnostics diagnostics;

  DeliveryChecker(FieldSet fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  /**
   * What the fields say.
   *
   * @param logs whether the action makes events
   * @param phase null if unknown
   */
  Delivery check(boolean logs, Phase phase) {
    if (!logs) {
      for (String name : FIELDS) {
        if (fields.has(name)) {
          diagnostics.error(
              ErrorCode.NO_EVENTS,
              fields.peek(name).name().span(),
              "'" + name + "' is about events, this rule makes none",
              "give it a log_format");
        }
      }
    }
    boolean must = isMust(phase);
    return new Delivery(rate(), maxData(), must ? timeout() : 0, timeoutFails(must));
  }

  private boolean isMust(Phase phase) {
    Value.Word word = fields.choice("delivery", "best_effort", "must");
    boolean must = word != null && word.text().equals("must");
    if (must && phase == Phase.AFTER) {
      diagnostics.error(
          ErrorCode.MUST_AFTER_CALL,
          word.span(),
          "a caller cannot wait for the log after the call",
          "when = before");
    }
    return must;
  }

  private int timeout() {
    Value.Word word = fields.word("must_timeout");
    if (word == null) {
      return SctAbi.MUST_MS;
    }
    long ms = Quantity.milliseconds(word.text());
    if (ms < 1 || ms > SctAbi.MAX_MUST_MS) {
      diagnostics.error(
          ErrorCode.BAD_TIME,
          word.span(),
          "'must_timeout' is a time from 1ms to 1h, not '" + word.text() + "'",
          "such as 500ms, 5s or 2m");
      return SctAbi.MUST_MS;
    }
    return (int) ms;
  }

  private boolean timeoutFails(boolean must) {
    if (!must) {
      for (String name : List.of("must_timeout", "on_timeout")) {
        if (fields.has(name)) {
          Field field = fields.peek(name);
          diagnostics.error(
              ErrorCode.NEEDS_DELIVERY_MUST,
              field.name().span(),
              "'" + name + "' is for rules with delivery = must");
        }
      }
    }
    Value.Word word = fields.choice("on_timeout", "allow", "fail");
    return word != null && word.text().equals("fail");
  }

  private int maxData() {
    Value.Word word = fields.word("max_data");
    if (word == null) {
      return SctAbi.MAX_DATA;
    }
    long bytes = Quantity.count(word.text());
    if (bytes < 0 || bytes > SctAbi.MAX_STRING) {
      diagnostics.error(
          ErrorCode.BAD_MAX_DATA,
          word.span(),
          "'max_data' is a number of bytes from 0 to "
              + SctAbi.MAX_STRING
              + ", not '"
              + word.text()
              + "'");
      return SctAbi.MAX_DATA;
    }
    return (int) bytes;
  }

  /** {@code 10/s}, {@code 100/5m per uid}. */
  private RateLimit rate() {
    Value.Word word = fields.word("rate_limit");
    if (word == null) {
      return RateLimit.NONE;
    }
    int slash = word.text().indexOf('/');
    StringTokenizer rest = new StringTokenizer(slash < 0 ? "" : word.text().substring(slash + 1));
    long count = slash < 0 ? -1 : Quantity.count(word.text().substring(0, slash).strip());
    long ms = rest.hasMoreTokens() ? Quantity.milliseconds(rest.nextToken()) : -1;
    RateScope scope = RateScope.RULE;
    if (rest.countTokens() == 2 && rest.nextToken().equals("per")) {
      scope = scope(word, rest.nextToken());
    }
    long seconds = ms / MS_PER_SECOND;
    if (count < 1 || seconds < 1 || ms % MS_PER_SECOND != 0 || rest.hasMoreTokens()) {
      diagnostics.error(
          ErrorCode.BAD_RATE_LIMIT,
          word.span(),
          "'" + word.text() + "' is no rate limit",
          "such as 10/s, 100/5m per uid or 3/h per pid");
      return RateLimit.NONE;
    }
    if (seconds > SctAbi.MAX_RATE_SECONDS) {
      diagnostics.error(
          ErrorCode.BAD_RATE_LIMIT, word.span(), "a rate limit is about at most a day");
      return RateLimit.NONE;
    }
    return new RateLimit((int) count, (int) seconds, scope);
  }

  private RateScope scope(Value.Word word, String text) {
    List<String> known = List.of("rule", "pid", "uid");
    for (RateScope scope : RateScope.values()) {
      if (known.contains(text) && scope.text().equals(text)) {
        return scope;
      }
    }
    String near = Suggestion.hint(text, known);
    diagnostics.error(
        ErrorCode.BAD_RATE_LIMIT,
        word.span(),
        "a rate limit is per rule, pid or uid, not per '" + text + "'",
        near == null ? "such as 10/s per uid" : near);
    return RateScope.RULE;
  }
}
