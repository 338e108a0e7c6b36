// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Takes;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.table.Asks;
import org.syscalltrack.message.ErrorCode;

/** The action of a rule. */
final class ActionChecker {
  private static final int SIGKILL = 9;

  private final boolean complete;
  private final Field.LogFormat defaultFormat;
  private final Params params;
  private final Diagnostics diagnostics;
  private Action type;
  private LogFormat format;

  /**
   * For one rule.
   *
   * @param defaultFormat the file's, or null
   * @param params those of the rule's calls
   */
  ActionChecker(
      boolean complete, Field.LogFormat defaultFormat, Params params, Diagnostics diagnostics) {
    this.params = params;
    this.defaultFormat = defaultFormat;
    this.complete = complete;
    this.diagnostics = diagnostics;
  }

  /** What the block says; of no use if errors have been reported. */
  CheckedAction check(Field.ActionBlock block, Phase phase) {
    if (block == null) {
      return new CheckedAction(null, 0, 0, null, false, false, Delivery.ORDINARY, Asks.NOBODY);
    }
    FieldSet fields = new FieldSet(block.fields(), Block.ACTION, complete, diagnostics);
    Value.Word word =
        fields.word(
            fields.require(
                "type",
                Field.Assignment.class,
                block.name().span(),
                "this action",
                "type = " + types(" or ")));
    type = word == null ? null : type(word);
    if (type != null && phase == Phase.AFTER && !type.isIn(phase)) {
      diagnostics.error(
          ErrorCode.ACTION_AFTER_CALL,
          word.span(),
          type.text() + " is too late after the call",
          "when = before; after the call only LOG is possible");
    }
    boolean continues = yes(fields, "continue");
    boolean includeInit = yes(fields, "include_init");
    Field.LogFormat own = fields.get("log_format", Field.LogFormat.class);
    checkFormat(own == null && letsRun() ? defaultFormat : own, phase);
    // Of a type that is wrong, it is not known whether it logs.
    boolean logs = format != null || type == null;
    Delivery delivery = new DeliveryChecker(fields, diagnostics).check(logs, phase);
    Asks asks = new AskChecker(fields, diagnostics).check(type);
    int error = error(fields, block.name().span(), delivery, asks);
    return new CheckedAction(
        type, error, signal(fields, asks), format, continues, includeInit, delivery, asks);
  }

  /** Whether the action only tells of the call. */
  private boolean letsRun() {
    return type != null && type.verdict() == Verdict.ALLOWED;
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
        ErrorCode.UNKNOWN_ACTION,
        word.span(),
        "no action is named '" + word.text() + "'",
        near == null ? "actions: " + types(", ") : near);
    return null;
  }

  /** What the call returns if it is not let run, positive; 0 if that cannot be. */
  private int error(FieldSet fields, Span block, Delivery delivery, Asks asks) {
    if (type != null && type.takes() == Takes.ERRNO) {
      Value.Word word =
          fields.word(
              fields.require(
                  "error_code",
                  Field.Assignment.class,
                  block,
                  "this FAIL action",
                  "such as error_code = EPERM"));
      return word == null ? 0 : errorCode(word);
    }
    Value.Word word = fields.word("error_code");
    boolean unanswered = asks.unanswered() == Verdict.FAILED;
    if (unanswered || delivery.timeoutFails()) {
      return word == null ? Errno.number(unanswered ? "EPERM" : "EAGAIN") : errorCode(word);
    }
    if (type != null && word != null) {
      diagnostics.error(
          ErrorCode.FIELD_NOT_FOR_ACTION,
          fields.peek("error_code").name().span(),
          asks.somebody()
              ? "'error_code' is for default = fail"
              : "'error_code' is for FAIL, not for " + type.text());
    }
    return 0;
  }

  /** The signal of KILL, or of a default that kills; 0 of the others. */
  private int signal(FieldSet fields, Asks asks) {
    Value.Word word = fields.word("signal");
    boolean takes =
        type != null && type.takes() == Takes.SIGNAL || asks.unanswered() == Verdict.KILLED;
    if (word == null) {
      return takes ? SIGKILL : 0;
    }
    if (type != null && !takes) {
      diagnostics.error(
          ErrorCode.FIELD_NOT_FOR_ACTION,
          fields.peek("signal").name().span(),
          "'signal' is for KILL, not for " + type.text());
    }
    Long known = Constants.find("signal", word.text());
    long number = known == null ? Quantity.count(word.text()) : known;
    if (number < 1 || number > SctAbi.MAX_SIGNAL) {
      diagnostics.error(
          ErrorCode.BAD_SIGNAL,
          word.span(),
          "'" + word.text() + "' is no signal: 1 to " + SctAbi.MAX_SIGNAL + ", or a name",
          Suggestion.hint(word.text(), Constants.names("signal")));
      return SIGKILL;
    }
    return (int) number;
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
          ErrorCode.UNKNOWN_ERROR,
          word.span(),
          "no error is named '" + text + "'",
          Suggestion.hint(magnitude, Errno.names()));
      return 0;
    }
    Long number = NumberLiteral.parse(magnitude);
    boolean inKernel =
        number != null && number >= SctAbi.KERNEL_ERRNO && number <= SctAbi.MAX_ERRNO;
    if (number == null || number < 1 || number >= SctAbi.KERNEL_ERRNO) {
      diagnostics.error(
          ErrorCode.BAD_ERROR_CODE,
          word.span(),
          "'"
              + text
              + "' is no error code: 1 to "
              + (SctAbi.KERNEL_ERRNO - 1)
              + ", or a name such as EPERM",
          inKernel
              ? "codes from "
                  + SctAbi.KERNEL_ERRNO
                  + " on are the kernel's own, such as ERESTARTSYS: no program may see them"
              : null);
      return 0;
    }
    return number.intValue();
  }

  /** Whether a field says yes, which must suit the type of the action. */
  private boolean yes(FieldSet fields, String name) {
    Value.Word word = fields.choice(name, "yes", "no");
    if (word == null) {
      return false;
    }
    boolean forLog = name.equals("continue");
    if (type != null && letsRun() != forLog) {
      diagnostics.error(
          ErrorCode.FIELD_NOT_FOR_ACTION,
          word.span(),
          forLog
              ? "'continue' is for LOG: behind " + type.text() + " no rule is looked at"
              : "'include_init' is for FAIL, KILL and SUSPEND: LOG spares nobody");
    }
    return word.text().equals("yes");
  }

  private void checkFormat(Field.LogFormat field, Phase phase) {
    if (field == null) {
      format = letsRun() ? LogFormat.parse(LogFormat.DEFAULT) : null;
      return;
    }
    Name name = field.text();
    String text = name.text();
    format = LogFormat.parse(text);
    if (text.isEmpty()) {
      diagnostics.error(
          ErrorCode.BAD_LOG_FORMAT,
          field.span(),
          "log_format is empty",
          "leave it out for: " + LogFormat.DEFAULT);
    } else if (text.getBytes(StandardCharsets.UTF_8).length > SctAbi.MAX_STRING) {
      diagnostics.error(
          ErrorCode.BAD_LOG_FORMAT,
          field.name().span(),
          "log_format is longer than " + SctAbi.MAX_STRING + " bytes");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\t' && Character.isISOControl(text.charAt(i))) {
        boolean newline = text.charAt(i) == '\n' || text.charAt(i) == '\r';
        diagnostics.error(
            ErrorCode.BAD_LOG_FORMAT,
            part(name, i, i),
            newline ? "log_format goes over a line's end" : "control character in log_format",
            newline ? "is the '}' missing? An event is one line" : null);
        return;
      }
    }
    StringBuilder resolved = new StringBuilder();
    for (LogFormat.Part part : format.parts()) {
      resolved.append(checkPart(part, name, phase));
    }
    format = LogFormat.parse(resolved.toString());
  }

  /** Gives the part's text, in which a parameter that is at one place in all calls has a number. */
  private String checkPart(LogFormat.Part part, Name text, Phase phase) {
    Span span = part(text, part.start(), part.end());
    String written = text.text().substring(part.start(), part.end());
    if (part instanceof LogFormat.Wrong wrong) {
      diagnostics.error(ErrorCode.BAD_MACRO, span, wrong.message(), wrong.hint());
    } else if (part instanceof LogFormat.Use use && use.macro() instanceof Macro.OfParam param) {
      Macro.OfParam resolved = checkParameter(param, span);
      return "%" + resolved.word() + written.substring(1 + param.word().length());
    } else if (part instanceof LogFormat.Use use
        && use.macro() instanceof Macro.OfVariable variable
        && phase != null
        && !isKnown(variable.var(), phase)) {
      diagnostics.error(
          ErrorCode.NOT_KNOWN_IN_PHASE,
          span,
          "'%" + use.macro().word() + "' is not known " + phase.text() + " the call",
          variable.var() == Var.RETVAL ? "when = after" : null);
    }
    return written;
  }

  /** What a refused call returns is known before it, too. */
  private boolean isKnown(Var var, Phase phase) {
    return var.isIn(phase) || var == Var.RETVAL && type != null && type.takes() == Takes.ERRNO;
  }

  /** Gives the macro with the parameter's place instead of its name, if there is one place. */
  private Macro.OfParam checkParameter(Macro.OfParam macro, Span span) {
    if (macro.kind().equals(Macro.ENV)) {
      params.env(span, macro.field());
      return macro;
    }
    Name word = new Name(span, macro.kind());
    List<Name> fields =
        macro.field().isEmpty() ? List.of() : List.of(new Name(span, macro.field()));
    if (macro.name() == null) {
      params.element(span, word, new Term.Int(span, macro.index()), fields);
      return macro;
    }
    Term term = params.member(span, word, new Name(span, macro.name()), fields);
    if (!(term instanceof Term.Variable variable)) {
      return macro;
    }
    int place = variable.derived() == null ? variable.index() : variable.derived().param();
    return place == 0 ? macro : new Macro.OfParam(macro.kind(), place, null, macro.field());
  }

  private static Span part(Name text, int start, int end) {
    int base = text.span().start();
    return new Span(text.span().source(), base + start, base + end);
  }
}
