// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.lang.source.Span;

/** The action of a rule. */
final class ActionChecker {
  static final List<String> FIELDS = List.of("type", "log_format", "error_code", "continue");

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "when", "the rule, outside of action",
          "rule_name", "the rule, outside of action",
          "syscall_name", "the rule, outside of action",
          "coverage", "the rule, outside of action",
          "filter_expression", "the rule, outside of action");

  private final boolean complete;
  private final Field.LogFormat defaultFormat;
  private final Diagnostics diagnostics;
  private Action type;
  private int error;
  private LogFormat format;
  private boolean continues;

  /**
   * For one rule.
   *
   * @param defaultFormat the file's, or null
   */
  ActionChecker(boolean complete, Field.LogFormat defaultFormat, Diagnostics diagnostics) {
    this.defaultFormat = defaultFormat;
    this.complete = complete;
    this.diagnostics = diagnostics;
  }

  Action type() {
    return type;
  }

  /** Positive; 0 unless the action is FAIL. */
  int error() {
    return error;
  }

  /** Null if nothing is logged. */
  LogFormat format() {
    return format;
  }

  boolean continues() {
    return continues;
  }

  void check(Field.ActionBlock block, Phase phase) {
    if (block == null) {
      return;
    }
    FieldSet fields =
        new FieldSet(block.fields(), "an action", FIELDS, ELSEWHERE, complete, diagnostics);
    Value.Word word =
        fields.word(
            fields.require(
                "type",
                Field.Assignment.class,
                block.name().span(),
                "this action",
                "type = " + types(" or ")));
    type = word == null ? null : type(word);
    if (type != null && type != Action.LOG && phase == Phase.AFTER) {
      diagnostics.error(
          word.span(),
          type.text() + " is too late after the call",
          "when = before; after the call only LOG is possible");
    }
    checkErrorCode(fields, block.name().span());
    checkContinue(fields);
    Field.LogFormat own = fields.get("log_format", Field.LogFormat.class);
    checkFormat(own == null && type == Action.LOG ? defaultFormat : own, phase);
  }

  private static String types(String glue) {
    StringBuilder out = new StringBuilder();
    for (Action action : Action.values()) {
      out.append(out.length() == 0 ? "" : glue).append(action.text());
    }
    return out.toString();
  }

  private Action type(Value.Word word) {
    for (Action action : Action.values()) {
      if (action.text().equalsIgnoreCase(word.text())) {
        return action;
      }
    }
    String near =
        Suggestion.hint(word.text(), Arrays.stream(Action.values()).map(Action::text).toList());
    diagnostics.error(
        word.span(),
        "no action is named '" + word.text() + "'",
        near == null ? "actions: " + types(", ") : near);
    return null;
  }

  private void checkErrorCode(FieldSet fields, Span block) {
    if (type == Action.FAIL) {
      Value.Word word =
          fields.word(
              fields.require(
                  "error_code",
                  Field.Assignment.class,
                  block,
                  "this FAIL action",
                  "such as error_code = EPERM"));
      error = word == null ? 0 : errorCode(word);
    } else if (type != null && fields.has("error_code")) {
      diagnostics.error(
          fields.get("error_code", Field.Assignment.class).name().span(),
          "'error_code' is for FAIL, not for " + type.text());
    }
  }

  /** {@code -1}, {@code 1}, {@code EPERM} and {@code -EPERM} are the same. */
  private int errorCode(Value.Word word) {
    String text = word.text();
    String magnitude = text.startsWith("-") ? text.substring(1) : text;
    Integer known = Errno.number(magnitude);
    if (known != null) {
      return known;
    }
    if (magnitude.isEmpty() || !Character.isDigit(magnitude.charAt(0))) {
      diagnostics.error(
          word.span(),
          "no error is named '" + text + "'",
          Suggestion.hint(magnitude, Errno.names()));
      return 0;
    }
    Long number = NumberLiteral.parse(magnitude);
    if (number == null || number < 1 || number > SctAbi.MAX_ERRNO) {
      diagnostics.error(
          word.span(),
          "'"
              + text
              + "' is no error code: 1 to "
              + SctAbi.MAX_ERRNO
              + ", or a name such as EPERM");
      return 0;
    }
    return number.intValue();
  }

  private void checkContinue(FieldSet fields) {
    Value.Word word = fields.word("continue");
    if (word == null) {
      return;
    }
    if (!word.text().equals("yes") && !word.text().equals("no")) {
      diagnostics.error(word.span(), "'continue' is yes or no, not '" + word.text() + "'");
    } else if (type != null && type != Action.LOG) {
      diagnostics.error(
          word.span(), "'continue' is for LOG: behind " + type.text() + " no rule is looked at");
    }
    continues = word.text().equals("yes");
  }

  private void checkFormat(Field.LogFormat field, Phase phase) {
    if (field == null) {
      format = type == Action.LOG ? LogFormat.parse(LogFormat.DEFAULT) : null;
      return;
    }
    Name name = field.text();
    String text = name.text();
    format = LogFormat.parse(text);
    if (text.isEmpty()) {
      diagnostics.error(
          field.span(), "log_format is empty", "leave it out for: " + LogFormat.DEFAULT);
    } else if (text.getBytes(StandardCharsets.UTF_8).length > SctAbi.MAX_STRING) {
      diagnostics.error(
          field.name().span(), "log_format is longer than " + SctAbi.MAX_STRING + " bytes");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\t' && Character.isISOControl(text.charAt(i))) {
        boolean newline = text.charAt(i) == '\n' || text.charAt(i) == '\r';
        diagnostics.error(
            part(name, i, i),
            newline ? "log_format goes over a line's end" : "control character in log_format",
            newline ? "is the '}' missing? An event is one line" : null);
        return;
      }
    }
    for (LogFormat.Part part : format.parts()) {
      checkPart(part, name, phase);
    }
  }

  private void checkPart(LogFormat.Part part, Name text, Phase phase) {
    Span span = part(text, part.start(), part.end());
    if (part instanceof LogFormat.Wrong wrong) {
      diagnostics.error(span, wrong.message(), wrong.hint());
    } else if (part instanceof LogFormat.Use use
        && use.macro() instanceof Macro.OfVariable variable
        && phase != null
        && !variable.var().isIn(phase)) {
      diagnostics.error(
          span,
          "'%" + use.macro().word() + "' is not known " + phase.text() + " the call",
          variable.var() == Var.RETVAL ? "when = after" : null);
    }
  }

  private static Span part(Name text, int start, int end) {
    int base = text.span().start();
    return new Span(text.span().source(), base + start, base + end);
  }
}
