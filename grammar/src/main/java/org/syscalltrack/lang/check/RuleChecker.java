// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.RuleNode;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.NoteCode;

/** Fields of a rule: which there are, which must be, and what their values mean. */
public final class RuleChecker {
  private final SyscallTable syscalls;
  private final Scope scope;
  private final Diagnostics diagnostics;

  public RuleChecker(SyscallTable syscalls, Scope scope, Diagnostics diagnostics) {
    this.syscalls = syscalls;
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** The rule, or null if something is wrong with it, which has then been reported. */
  public CheckedRule check(RuleNode rule) {
    int errorsBefore = diagnostics.errorCount();
    FieldSet fields = new FieldSet(rule.fields(), Block.RULE, rule.complete(), diagnostics);
    Value.Word name = name(fields, rule.head());
    List<Syscall> calls = calls(fields, rule.head());
    boolean everyCall = isEveryCall(fields);
    Phase phase = phase(fields, rule.head());
    Field.Filter filter = fields.get("filter_expression", Field.Filter.class);
    Slots slots = new Slots();
    Params params = new Params(calls, everyCall, phase, slots, diagnostics);
    Cond condition = filter(filter, new Names(calls, phase, scope, diagnostics), params);
    int filterSlots = slots.list().size();
    boolean exact = exact(fields);
    About about = new AboutChecker(fields, diagnostics).check();
    CheckedAction action =
        new ActionChecker(rule.complete(), scope.defaultFormat(), params, diagnostics)
            .check(
                fields.require(
                    "action",
                    Field.ActionBlock.class,
                    rule.head(),
                    "this rule",
                    "such as action { type = LOG }"),
                phase);
    boolean unreadableMatches = unreadableMatches(fields, filter);
    Set<Permission> permissions =
        new PermissionChecker(fields, calls, diagnostics)
            .check(condition != null && ObjectRules.isAbout(condition));
    boolean wrongFilter = filter != null && condition == null;
    Hold hold =
        wrongFilter
            ? Hold.BOTH
            : new ObjectRules(calls, permissions, diagnostics)
                .check(fields, condition, phase, action, slots);
    if (!wrongFilter && action.asks().somebody()) {
      new AskedAbout(calls, phase).addPaths(slots);
    }
    if (!everyCall) {
      calls = returning(fields, calls, phase, action);
    } else if (phase == Phase.AFTER) {
      leftOut(fields, calls.stream().filter(call -> !call.returns()).toList());
    }
    if (everyCall && filter == null && action.interferes()) {
      diagnostics.error(
          ErrorCode.REFUSES_EVERYTHING,
          rule.head(),
          action.type().text() + " of every call needs a filter_expression",
          "without one, nothing can run any more");
    }
    if (!rule.complete() || diagnostics.errorCount() > errorsBefore) {
      return null;
    }
    return new CheckedRule(
        name.span(),
        name.text(),
        about,
        callWords(fields),
        calls,
        everyCall,
        phase,
        condition,
        filter == null ? null : filter.name().span(),
        unreadableMatches,
        action,
        exact,
        slots.list(),
        filterSlots,
        condition != null && ObjectRules.isAbout(condition),
        hold,
        permissions);
  }

  /** What cannot be examined must not slip through any rule, unless the rule says so. */
  private boolean unreadableMatches(FieldSet fields, Field.Filter filter) {
    Value.Word word = fields.choice("unreadable", "match", "miss");
    if (fields.has("unreadable") && filter == null) {
      diagnostics.error(
          ErrorCode.UNREADABLE_WITHOUT_FILTER,
          fields.peek("unreadable").name().span(),
          "'unreadable' is for a rule with a filter_expression",
          "without one, nothing has to be read");
    }
    return word == null || word.text().equals("match");
  }

  private Value.Word name(FieldSet fields, Span head) {
    Value.Word word =
        fields.word(
            fields.require(
                "rule_name",
                Field.Assignment.class,
                head,
                "this rule",
                "such as rule_name = my_rule"));
    if (word == null) {
      return null;
    }
    if (word.text().isEmpty()) {
      diagnostics.error(ErrorCode.BAD_RULE_NAME, word.span(), "the rule's name is empty");
    } else if (word.text().getBytes(StandardCharsets.UTF_8).length > SctAbi.MAX_NAME) {
      diagnostics.error(
          ErrorCode.BAD_RULE_NAME,
          word.span(),
          "the rule's name is longer than " + SctAbi.MAX_NAME + " bytes");
    } else if (hasControl(word.text())) {
      diagnostics.error(
          ErrorCode.BAD_RULE_NAME, word.span(), "the rule's name holds a control character");
    }
    return word;
  }

  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private List<Syscall> calls(FieldSet fields, Span head) {
    Field.Assignment field =
        fields.require(
            "syscall_name",
            Field.Assignment.class,
            head,
            "this rule",
            "such as syscall_name = open");
    if (field == null) {
      return List.of();
    }
    if (isEveryCall(fields)) {
      return everyCall();
    }
    return named(field);
  }

  /** The calls that the words name; none after an error. */
  private List<Syscall> named(Field.Assignment field) {
    Map<String, Syscall> calls = new LinkedHashMap<>();
    Set<String> single = new HashSet<>();
    boolean wrong = false;
    for (Value.Word word : field.value().words()) {
      boolean group = !word.quoted() && word.text().startsWith("@");
      List<String> names =
          group
              ? SystemCalls.groupOrReport(word.span(), word.text(), diagnostics)
              : List.of(word.text());
      wrong |= names.isEmpty();
      for (String name : names) {
        Syscall call = syscalls.find(name);
        if (call == null) {
          wrong = true;
          diagnostics.error(
              ErrorCode.UNKNOWN_CALL,
              word.span(),
              "no system call is named '" + name + "'",
              name.matches("[0-9]+")
                  ? "calls have names; sct_config migrate gives them to rules by number"
                  : Suggestion.hint(name, syscalls.names()));
        } else if (!group && !single.add(name)) {
          wrong = true;
          diagnostics.error(ErrorCode.CALL_TWICE, word.span(), "'" + name + "' is named twice");
        }
        calls.put(name, call);
      }
    }
    return wrong ? List.of() : List.copyOf(calls.values());
  }

  /** The calls with which the rule is possible: those that a group brings are left out else. */
  private List<Syscall> returning(
      FieldSet fields, List<Syscall> calls, Phase phase, CheckedAction action) {
    boolean after = phase == Phase.AFTER;
    if (!after && !action.interferes()) {
      return calls;
    }
    List<Syscall> possible = new ArrayList<>();
    List<Syscall> left = new ArrayList<>();
    for (Syscall call : calls) {
      boolean named = callWords(fields).contains(call.name());
      if (call.returns()) {
        possible.add(call);
      } else if (named && after) {
        diagnostics.error(
            ErrorCode.NEVER_RETURNS,
            fields.peek("syscall_name").name().span(),
            call.name() + " does not return: nothing is after it",
            "when = before");
      } else if (named) {
        diagnostics.error(
            ErrorCode.CANNOT_BE_REFUSED,
            fields.peek("syscall_name").name().span(),
            call.name() + " cannot be refused: its caller does not expect it to return");
      } else if (after) {
        left.add(call);
      }
    }
    leftOut(fields, left);
    return possible;
  }

  /** Calls that nobody named, and that an after-rule does not see. */
  private void leftOut(FieldSet fields, List<Syscall> calls) {
    if (!calls.isEmpty()) {
      String names = calls.stream().map(Syscall::name).collect(Collectors.joining(", "));
      diagnostics.add(
          Diagnostic.note(
                  NoteCode.CALLS_LEFT_OUT,
                  ((Field.Assignment) fields.peek("syscall_name")).value().span(),
                  "calls that do not return are left out: " + names)
              .hint("a rule with when = before sees them"));
    }
  }

  private static List<String> callWords(FieldSet fields) {
    return fields.peek("syscall_name") instanceof Field.Assignment field
        ? field.value().words().stream().map(Value.Word::text).toList()
        : List.of();
  }

  private static boolean isEveryCall(FieldSet fields) {
    if (!(fields.peek("syscall_name") instanceof Field.Assignment field)) {
      return false;
    }
    List<Value.Word> words = field.value().words();
    return words.size() == 1 && !words.get(0).quoted() && words.get(0).text().equals("*");
  }

  private List<Syscall> everyCall() {
    List<Syscall> calls = new ArrayList<>();
    for (String name : syscalls.names()) {
      calls.add(syscalls.find(name));
    }
    return calls;
  }

  private Phase phase(FieldSet fields, Span head) {
    Value.Word word =
        fields.word(
            fields.require(
                "when",
                Field.Assignment.class,
                head,
                "this rule",
                "when = before or when = after the call"));
    if (word == null) {
      return null;
    }
    for (Phase phase : Phase.values()) {
      if (phase.text().equalsIgnoreCase(word.text())) {
        return phase;
      }
    }
    diagnostics.error(
        ErrorCode.BAD_CHOICE,
        word.span(),
        "'when' is before or after, not '" + word.text() + "'",
        Suggestion.hint(word.text(), List.of("before", "after")));
    return null;
  }

  private Cond filter(Field.Filter filter, Names names, Params params) {
    if (filter == null || filter.expr() == null) {
      return null;
    }
    return new Typer(names, params, scope, diagnostics).filter(filter.expr());
  }

  private boolean exact(FieldSet fields) {
    Value.Word word = fields.word("coverage");
    if (word == null || word.text().equals("family")) {
      return false;
    }
    if (!word.text().equals("exact")) {
      diagnostics.error(
          ErrorCode.BAD_CHOICE,
          word.span(),
          "'coverage' is family or exact, not '" + word.text() + "'",
          "family: calls that do the same count, too; exact: this call alone");
    }
    return true;
  }
}
