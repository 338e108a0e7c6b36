// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.Item;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.table.Network;
import org.syscalltrack.message.ErrorCode;

/**
 * Expressions as written to conditions and terms: integers, strings and conditions are told apart.
 *
 * <p>Conditions are no integers: {@code PARAMS[2] & 1 == 0} means what it means in C, which is
 * never what was wanted, and so is an error here. A method returns null after an error that it, or
 * what it called, has reported.
 */
final class Typer {
  private static final String MASK =
      "'==' and its like bind tighter than '&', '|' and '^': write (a & b) == c";
  private static final String CHAIN = "comparisons do not chain: write a < b && b < c";

  /** Macros in macros: each may double the text. */
  private static final int MAX_EXPANSIONS = 1000;

  private static final int MAX_MACRO_DEPTH = 32;

  private static final int MAX_LEVEL = 800;

  private final Names names;
  private final Params params;
  private final Scope scope;
  private final Diagnostics diagnostics;
  private final Comparer comparer;
  private final ObjectComparer objects;
  private final Lists lists;
  private final SystemCalls calls;
  private final ConstantGroups groups;
  private final Deque<Item.MacroNode> open = new ArrayDeque<>();
  private int expansions;
  private int level;

  Typer(Names names, Params params, Scope scope, Diagnostics diagnostics) {
    this.names = names;
    this.params = params;
    this.scope = scope;
    this.diagnostics = diagnostics;
    this.comparer = new Comparer(diagnostics);
    this.objects = new ObjectComparer(diagnostics);
    this.lists = new Lists(params, diagnostics);
    this.calls = new SystemCalls(scope, diagnostics);
    this.groups = new ConstantGroups(params.calls(), diagnostics);
  }

  /** The condition that a filter states, or null. */
  Cond filter(Expr expr) {
    return condition(expr);
  }

  private Cond condition(Expr expr) {
    if (!deeper(expr)) {
      return null;
    }
    Cond cond = conditionOf(expr);
    level--;
    return cond;
  }

  private Cond conditionOf(Expr expr) {
    if (expr instanceof Expr.Group group) {
      return condition(group.inner());
    }
    if (expr instanceof Expr.Logical logical) {
      return junction(logical);
    }
    Item.MacroNode macro = macro(expr);
    if (macro != null) {
      Cond cond = enter(macro, expr) ? condition(macro.expr()) : null;
      open.pop();
      return cond;
    }
    if (expr instanceof Expr.Unary unary && unary.op() == Expr.Prefix.NOT) {
      Cond operand = condition(unary.operand());
      return operand == null ? null : new Cond.Not(unary.span(), operand);
    }
    if (expr instanceof Expr.Membership membership) {
      return membership(membership);
    }
    if (expr instanceof Expr.Under under) {
      Term operand = term(under.operand());
      List<Term> elements = elements(operand, under.elements());
      return operand == null || elements == null
          ? null
          : objects.oneOf(under.span(), operand, elements, true);
    }
    if (expr instanceof Expr.Binary binary && binary.op().isComparison()) {
      Term left = term(binary.left(), CHAIN);
      if (SystemCalls.isNamed(left, binary.right())) {
        return calls.compare(binary, (Term.Variable) left);
      }
      Term right = term(binary.right(), CHAIN);
      groups.look(left, right);
      if (left == null || right == null) {
        return null;
      }
      boolean object = left instanceof Term.ObjectOf || right instanceof Term.ObjectOf;
      return object ? objects.compare(binary, left, right) : comparer.compare(binary, left, right);
    }
    return truth(expr);
  }

  /** An integer as a condition: is it not 0? */
  private Cond truth(Expr expr) {
    Term term = term(expr);
    if (term == null) {
      return null;
    }
    if (!term.isNumber() || term instanceof Term.Null) {
      String what = term instanceof Term.Null ? "NULL" : Comparer.article(Comparer.kind(term));
      diagnostics.error(
          ErrorCode.NO_CONDITION, expr.span(), what + " is no condition", "compare it: == ...");
      return null;
    }
    if (term instanceof Term.Int number) {
      return new Cond.Constant(expr.span(), number.value() != 0);
    }
    groups.look(term);
    Term zero = new Term.Int(expr.span(), 0);
    return new Cond.Compare(expr.span(), Cond.Relation.NE, false, term, zero);
  }

  private Cond junction(Expr.Logical logical) {
    List<Cond> terms = new ArrayList<>();
    boolean and = logical.op() == Expr.Junction.AND;
    boolean wrong = false;
    for (Expr expr : logical.terms()) {
      Cond term = condition(expr);
      wrong |= term == null;
      if (term instanceof Cond.Junction inner && inner.and() == and) {
        terms.addAll(inner.terms());
      } else {
        terms.add(term);
      }
    }
    return wrong ? null : new Cond.Junction(logical.span(), and, terms);
  }

  private Cond membership(Expr.Membership membership) {
    Term operand = term(membership.operand());
    if (SystemCalls.isNamed(operand, membership.elements().get(0))) {
      return calls.oneOf(membership, (Term.Variable) operand);
    }
    List<Term> elements = elements(operand, membership.elements());
    if (operand == null || elements == null) {
      return null;
    }
    return operand instanceof Term.ObjectOf
        ? objects.oneOf(membership.span(), operand, elements, false)
        : comparer.oneOf(membership, operand, elements);
  }

  /** The values, those of lists among them; null after an error. */
  private List<Term> elements(Term operand, List<Expr> written) {
    List<Term> elements = new ArrayList<>();
    boolean wrong = false;
    for (Expr expr : written) {
      Item.ListNode list = expr instanceof Expr.Name name ? scope.list(name.text()) : null;
      for (Expr each : list == null ? List.of(expr) : list.elements()) {
        Term element = term(each);
        groups.look(operand, element);
        wrong |= element == null;
        elements.add(element);
      }
    }
    return wrong ? null : elements;
  }

  /** The instruction that computes the operator. */
  private static Op arithmetic(Expr.Infix op) {
    return switch (op) {
      case BIT_OR -> Op.OR;
      case BIT_XOR -> Op.XOR;
      case BIT_AND -> Op.AND;
      case SHL -> Op.SHL;
      case SHR -> Op.SHR;
      case ADD -> Op.ADD;
      case SUB -> Op.SUB;
      case MUL -> Op.MUL;
      case DIV -> Op.DIV;
      case MOD -> Op.MOD;
      default -> throw new IllegalArgumentException("no arithmetic: " + op);
    };
  }

  /** A value, or null. */
  private Term term(Expr expr) {
    return term(expr, MASK);
  }

  /** The same; the hint is for a condition that stands there. */
  private Term term(Expr expr, String hint) {
    if (!deeper(expr)) {
      return null;
    }
    Term term = termOf(expr, hint);
    level--;
    return term;
  }

  private Term termOf(Expr expr, String hint) {
    Item.MacroNode macro = macro(expr);
    if (macro != null) {
      Term value = enter(macro, expr) ? term(macro.expr(), hint) : null;
      open.pop();
      return value;
    }
    if (expr instanceof Expr.Number number) {
      return number(number);
    } else if (expr instanceof Expr.Text text) {
      return new Term.Text(text.span(), text.bytes());
    } else if (expr instanceof Expr.Name name) {
      return names.name(name);
    } else if (expr instanceof Expr.Element element) {
      Term index = term(element.index());
      Term folded = index == null ? null : Folder.fold(index);
      return params.element(element.span(), element.name(), folded, element.fields());
    } else if (expr instanceof Expr.Member member) {
      return params.member(member.span(), member.name(), member.member(), member.fields());
    } else if (expr instanceof Expr.Item item) {
      return item(item);
    } else if (expr instanceof Expr.Any any) {
      return any(any);
    } else if (expr instanceof Expr.Address address) {
      return address(address);
    } else if (expr instanceof Expr.CallGroup group) {
      diagnostics.error(
          ErrorCode.GROUP_NEEDS_SYSCALL,
          group.span(),
          "a group of calls is compared with SYSCALL",
          "SYSCALL in (@file)");
      return null;
    } else if (expr instanceof Expr.Group group) {
      return term(group.inner(), hint);
    } else if (expr instanceof Expr.Unary unary && unary.op() != Expr.Prefix.NOT) {
      return prefix(unary);
    } else if (expr instanceof Expr.Binary binary && !binary.op().isComparison()) {
      return infix(binary);
    } else if (expr instanceof Expr.Call call) {
      return call(call);
    }
    return notAValue(expr, hint);
  }

  /** The parser bounds the depth of an expression, this that of macros in each other. */
  private boolean deeper(Expr expr) {
    if (level == MAX_LEVEL) {
      diagnostics.error(
          ErrorCode.EXPRESSION_TOO_DEEP, expr.span(), "this expression is nested too deep");
      return false;
    }
    level++;
    return true;
  }

  /** The macro that the expression names, or null. */
  private Item.MacroNode macro(Expr expr) {
    return expr instanceof Expr.Name name ? scope.macro(name.text()) : null;
  }

  /** Goes into a macro; false if that has no end in sight. */
  private boolean enter(Item.MacroNode macro, Expr use) {
    boolean itself = open.contains(macro);
    open.push(macro);
    expansions++;
    if (itself) {
      diagnostics.error(
          ErrorCode.MACRO_CIRCLE,
          use.span(),
          "macro '" + macro.name().text() + "' refers to itself");
    } else if (expansions == MAX_EXPANSIONS || open.size() > MAX_MACRO_DEPTH) {
      diagnostics.error(
          ErrorCode.MACROS_TOO_LARGE, use.span(), "macros make this filter too large");
    }
    return !itself && expansions < MAX_EXPANSIONS && open.size() <= MAX_MACRO_DEPTH;
  }

  private Term notAValue(Expr expr, String hint) {
    diagnostics.error(
        ErrorCode.CONDITION_AS_VALUE,
        expr.span(),
        "a condition stands where a value is needed",
        expr instanceof Expr.Unary ? "'!' binds tighter than a comparison: write !(a == b)" : hint);
    return null;
  }

  private Term number(Expr.Number number) {
    Long value = NumberLiteral.parse(number.digits());
    if (value == null) {
      diagnostics.error(
          ErrorCode.BAD_NUMBER,
          number.span(),
          "'" + number.digits() + "' is no number of at most 64 bits",
          "numbers: 42, 0x2a, 052 (octal)");
      return null;
    }
    return new Term.Int(number.span(), value);
  }

  private Term address(Expr.Address address) {
    ByteString network = Network.parse(address.text());
    if (network == null) {
      diagnostics.error(
          ErrorCode.BAD_ADDRESS,
          address.span(),
          "'" + address.text() + "' is no IP address or network",
          "such as 127.0.0.1, 10.0.0.0/8, ::1 or fe80::/10");
      return null;
    }
    return new Term.Net(address.span(), network);
  }

  private Term prefix(Expr.Unary unary) {
    Term operand = integer(unary.operand(), unary.op().text());
    if (operand == null || unary.op() == Expr.Prefix.PLUS) {
      return operand;
    }
    boolean minus = unary.op() == Expr.Prefix.MINUS;
    Span span = unary.span();
    if (operand instanceof Term.Int number) {
      return new Term.Int(span, minus ? -number.value() : ~number.value());
    }
    Term other = new Term.Int(span, minus ? 0 : -1);
    return minus
        ? new Term.Arith(span, Op.SUB, other, operand)
        : new Term.Arith(span, Op.XOR, operand, other);
  }

  private Term infix(Expr.Binary binary) {
    Term left = integer(binary.left(), binary.op().text());
    Term right = integer(binary.right(), binary.op().text());
    return left == null || right == null
        ? null
        : new Term.Arith(binary.span(), arithmetic(binary.op()), left, right);
  }

  private Term integer(Expr expr, String operator) {
    Term term = term(expr);
    if (term == null) {
      return null;
    }
    if (!term.isNumber() || term instanceof Term.Null) {
      String what = term instanceof Term.Null ? "NULL" : Comparer.article(Comparer.kind(term));
      diagnostics.error(
          ErrorCode.NUMBER_NEEDED,
          expr.span(),
          "'" + operator + "' needs numbers, this is " + what);
      return null;
    }
    return term;
  }

  /** Of the objects of a call, which are no term of their own, or of a list. */
  private Term any(Expr.Any any) {
    boolean isOfList =
        any.operand() instanceof Expr.Member
            || any.operand() instanceof Expr.Item
            || any.operand() instanceof Expr.Element element
                && !element.name().text().equals(Params.OBJECT);
    return isOfList ? lists.any(any.span(), term(any.operand())) : params.any(any);
  }

  private Term item(Expr.Item item) {
    Term list = term(item.list());
    Term index = term(item.index());
    return index == null ? null : lists.item(item.span(), list, Folder.fold(index));
  }

  private Term call(Expr.Call call) {
    List<Term> arguments = new ArrayList<>();
    for (Expr expr : call.arguments()) {
      Term argument = term(expr);
      if (argument == null) {
        return null;
      }
      arguments.add(argument);
    }
    if (Lists.isFunction(call.name().text())) {
      return lists.call(call.span(), call.name().text(), arguments);
    }
    Functions.Result result = Functions.apply(call.name().text(), arguments);
    if (result.value() == null) {
      diagnostics.add(
          Diagnostic.error(result.code(), call.span(), result.message()).hint(result.hint()));
      return null;
    }
    return new Term.Int(call.span(), result.value());
  }
}
