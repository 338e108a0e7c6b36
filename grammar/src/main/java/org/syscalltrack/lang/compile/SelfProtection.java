// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Item;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.ast.RuleNode;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.RuleChecker;
import org.syscalltrack.lang.check.Scope;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.message.ErrorCode;

/**
 * What {@code default protect_self = yes} stands for: the ordinary rules of protect_self.conf, each
 * with the exception that the line makes.
 */
final class SelfProtection {
  private static final String FILE = "protect_self.conf";

  /** No user's name: what {@code except} says, as a macro. */
  private static final String EXCEPT = "protect_self_except";

  /**
   * What is held only where somebody is named who may: else nobody could take the rules back, who
   * keep their own tool from it.
   */
  private static final String ONLY_WITH_EXCEPT = "protect_self:control";

  private SelfProtection() {}

  /** Whether the line is one, and says yes. */
  static boolean isMeant(Item.ProtectNode node, Diagnostics diagnostics) {
    Name name = node.name();
    String value = node.value().text();
    if (!name.text().equals("protect_self")) {
      diagnostics.error(
          ErrorCode.UNKNOWN_DEFAULT,
          name.span(),
          "there is no default '" + name.text() + "'",
          Suggestion.hint(name.text(), List.of("log_format", "protect_self")));
    } else if (!value.equals("yes") && !value.equals("no")) {
      diagnostics.error(
          ErrorCode.BAD_CHOICE,
          node.value().span(),
          "'protect_self' is yes or no, not '" + value + "'",
          Suggestion.hint(value, List.of("yes", "no")));
    } else if (value.equals("no") && node.except() != null) {
      diagnostics.error(
          ErrorCode.EXCEPT_WITHOUT_PROTECTION,
          node.except().span(),
          "'except' is for 'protect_self = yes'",
          "with no, nothing is held that somebody could be excepted from");
    } else {
      return value.equals("yes") && isAboutTask(node.except(), diagnostics);
    }
    return false;
  }

  private static boolean isAboutTask(Expr except, Diagnostics diagnostics) {
    Expr other = except == null ? null : TaskCondition.firstOther(except);
    if (other != null) {
      diagnostics.error(
          ErrorCode.EXCEPT_ABOUT_CALL,
          other.span(),
          "'except' says which task may: " + other.span().text() + " is about a call",
          "such as EXE_OBJECT == \"/usr/bin/dpkg\" or LOGINUID == 1000");
    }
    return other == null;
  }

  /** The rules, in their order; up to the first if the exception is wrong, which is reported. */
  static List<CheckedRule> rules(Item.ProtectNode node, Scope scope, Diagnostics diagnostics) {
    SourceText text = text().includedBy(node.span());
    RuleChecker checker = new RuleChecker(SyscallTable.builtIn(), scope, diagnostics);
    List<CheckedRule> rules = new ArrayList<>();
    if (node.except() != null) {
      Name name = new Name(node.except().span(), EXCEPT);
      scope.define(new Item.MacroNode(node.except().span(), name, node.except()));
    }
    for (Item item : RuleParser.parse(text, diagnostics).items()) {
      if (item instanceof RuleNode rule) {
        CheckedRule checked = checker.check(node.except() == null ? rule : excepting(rule));
        if (checked == null) {
          break;
        }
        if (node.except() != null || !isOnlyWithExcept(checked)) {
          rules.add(checked);
        }
      }
    }
    return rules;
  }

  private static boolean isOnlyWithExcept(CheckedRule rule) {
    return rule.name().equals(ONLY_WITH_EXCEPT);
  }

  private static RuleNode excepting(RuleNode rule) {
    List<Field> fields = new ArrayList<>();
    for (Field field : rule.fields()) {
      fields.add(
          field instanceof Field.Filter filter
              ? new Field.Filter(filter.span(), filter.name(), excepting(filter.expr()))
              : field);
    }
    return new RuleNode(rule.span(), rule.head(), fields, rule.complete());
  }

  private static Expr excepting(Expr filter) {
    Span at = filter.span();
    Expr others = new Expr.Unary(at, Expr.Prefix.NOT, new Expr.Name(at, EXCEPT));
    return new Expr.Logical(Expr.Junction.AND, List.of(new Expr.Group(at, filter), others));
  }

  private static SourceText text() {
    try (InputStream in = SelfProtection.class.getResourceAsStream(FILE)) {
      return new SourceText(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
