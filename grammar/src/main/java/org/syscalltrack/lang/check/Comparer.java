// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.message.ErrorCode;

/** Comparisons: what may be compared with what, and how. */
final class Comparer {
  private static final String BUFFER =
      "a buffer is a string where its length is known; what the call fills in is known after it";

  private final Diagnostics diagnostics;
  private final Addresses addresses;

  Comparer(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.addresses = new Addresses(diagnostics);
  }

  Cond compare(Expr.Binary binary, Term left, Term right) {
    return switch (binary.op()) {
      case CONTAINS -> match(binary, left, right, Cond.Match.CONTAINS, false);
      case STARTSWITH -> match(binary, left, right, Cond.Match.STARTS, false);
      case ENDSWITH -> match(binary, left, right, Cond.Match.ENDS, false);
      case IEQUALS -> match(binary, left, right, Cond.Match.EQUALS, true);
      case ICONTAINS -> match(binary, left, right, Cond.Match.CONTAINS, true);
      case ISTARTSWITH -> match(binary, left, right, Cond.Match.STARTS, true);
      case IENDSWITH -> match(binary, left, right, Cond.Match.ENDS, true);
      case GLOB -> match(binary, left, right, Cond.Match.GLOB, false);
      case IGLOB -> match(binary, left, right, Cond.Match.GLOB, true);
      default -> relation(binary, left, right, relation(binary.op()));
    };
  }

  private static Cond.Relation relation(Expr.Infix op) {
    return switch (op) {
      case EQ -> Cond.Relation.EQ;
      case NE -> Cond.Relation.NE;
      case LT -> Cond.Relation.LT;
      case LE -> Cond.Relation.LE;
      case GT -> Cond.Relation.GT;
      case GE -> Cond.Relation.GE;
      default -> throw new IllegalArgumentException("no relation: " + op);
    };
  }

  private Cond relation(Expr.Binary binary, Term left, Term right, Cond.Relation relation) {
    Span span = binary.span();
    if (left instanceof Term.Null || right instanceof Term.Null) {
      return withNull(binary, left, right, relation);
    }
    if (Addresses.isAddress(left) || Addresses.isAddress(right)) {
      return addresses.compare(binary, left, right, relation);
    }
    if (isOpaque(left) || isOpaque(right) || left.isString() != right.isString()) {
      mixed(left, right);
      return null;
    }
    if (!left.isString()) {
      return integers(span, relation, left, right);
    }
    if (!relation.isEquality()) {
      diagnostics.error(
          ErrorCode.NO_ORDER,
          binary.opSpan(),
          "strings have no order: '" + relation.text() + "' compares numbers",
          "for strings: == != ~= (contains) startswith endswith");
      return null;
    }
    if (relation == Cond.Relation.NE && (isAny(left) || isAny(right))) {
      return someDiffers(binary, left, right);
    }
    Cond equal = strings(binary, left, right);
    return equal == null || relation == Cond.Relation.EQ ? equal : new Cond.Not(span, equal);
  }

  private static boolean isAny(Term term) {
    return term instanceof Term.AnyOf;
  }

  /** Some string is another one: not all are that one. */
  private Cond someDiffers(Expr.Binary binary, Term left, Term right) {
    if (!(strings(binary, left, right) instanceof Cond.Matches m)) {
      return null;
    }
    return new Cond.Not(
        binary.span(),
        new Cond.Matches(m.span(), m.match(), m.fold(), Each.ALL, m.variable(), m.bytes()));
  }

  private static boolean isPointer(Term term) {
    return term instanceof Term.Variable variable && variable.type() == ParamType.PTR;
  }

  /** A structure, of which only parts can be compared. */
  private static boolean isOpaque(Term term) {
    return !term.isString() && !term.isNumber() && !Addresses.isAddress(term);
  }

  private void mixed(Term left, Term right) {
    Term string = left.isString() ? left : right;
    String hint = null;
    Term opaque = isOpaque(left) ? left : isOpaque(right) ? right : null;
    if (opaque instanceof Term.Variable variable) {
      hint = "compare its parts: " + variable.text() + ".family, .ip, .port and .path";
    } else if (string instanceof Term.Variable variable) {
      hint = variable.text() + " is a string; write the other side in double quotes";
    } else if ((left.isString() ? right : left) instanceof Term.Variable variable) {
      hint = variable.text() + " is a number (" + variable.type().text() + ")";
      if (variable.type() == ParamType.UID && string instanceof Term.Text text) {
        hint += "; write usernametoid(" + text.bytes().quoted() + ")";
      } else if (variable.type() == ParamType.GID && string instanceof Term.Text text) {
        hint += "; write groupnametoid(" + text.bytes().quoted() + ")";
      }
    }
    diagnostics.add(
        Diagnostic.error(
                ErrorCode.CANNOT_COMPARE,
                left.span(),
                "cannot compare " + article(kind(left)) + " with " + article(kind(right)))
            .with(right.span())
            .hint(hint));
  }

  static String article(String noun) {
    return ("Io".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  static String kind(Term term) {
    if (Addresses.isAddress(term)) {
      return "IP address";
    }
    if (term instanceof Term.ObjectOf) {
      return "object";
    }
    return isOpaque(term) ? "socket address" : term.isString() ? "string" : "number";
  }

  private Cond withNull(Expr.Binary binary, Term left, Term right, Cond.Relation relation) {
    Term other = left instanceof Term.Null ? right : left;
    boolean constant =
        other instanceof Term.Text
            || other instanceof Term.Net
            || other instanceof Term.Null
            || isAny(other);
    if (!relation.isEquality() || constant) {
      diagnostics.error(
          ErrorCode.NULL_COMPARED,
          binary.span(),
          "NULL is only for == and != with a parameter that is a pointer or string");
      return null;
    }
    if (other.isNumber()) {
      Span at = left instanceof Term.Null ? left.span() : right.span();
      return integers(binary.span(), relation, other, new Term.Int(at, 0));
    }
    Cond isNull = new Cond.IsNull(binary.span(), (Term.Variable) other);
    return relation == Cond.Relation.EQ ? isNull : new Cond.Not(binary.span(), isNull);
  }

  /** Equality of strings, of which the kernel compares a variable with a given one. */
  private Cond strings(Expr.Binary binary, Term left, Term right) {
    if (left instanceof Term.Text a && right instanceof Term.Text b) {
      return new Cond.Constant(binary.span(), a.bytes().equals(b.bytes()));
    }
    boolean swapped = left instanceof Term.Text;
    return match(binary, swapped ? right : left, swapped ? left : right, Cond.Match.EQUALS, false);
  }

  private Cond match(Expr.Binary binary, Term left, Term right, Cond.Match match, boolean fold) {
    if (!left.isString() || !right.isString()) {
      Term wrong = left.isString() ? right : left;
      String what = wrong instanceof Term.Null ? "NULL" : article(kind(wrong));
      diagnostics.add(
          Diagnostic.error(
                  ErrorCode.STRING_NEEDED,
                  wrong.span(),
                  "'" + binary.opSpan().text() + "' compares strings, this is " + what)
              .with(binary.opSpan())
              .hint(isPointer(wrong) ? BUFFER : null));
      return null;
    }
    Term.Variable variable = left instanceof Term.AnyOf any ? any.list() : variable(left);
    if (variable == null || !(right instanceof Term.Text text)) {
      diagnostics.add(
          Diagnostic.error(
                  ErrorCode.TEXT_NEEDED,
                  left.span(),
                  "a string variable can be compared with a literal only")
              .with(right.span())
              .hint("such as COMM == \"rm\""));
      return null;
    }
    if (!fits(text)
        || !mayHoldNul(variable, text)
        || match == Cond.Match.GLOB && !isPattern(text)) {
      return null;
    }
    return new Cond.Matches(binary.span(), match, fold, each(left), variable, text.bytes());
  }

  private static Term.Variable variable(Term term) {
    return term instanceof Term.Variable variable ? variable : null;
  }

  private static Each each(Term term) {
    return isAny(term) ? Each.ANY : Each.NONE;
  }

  private boolean isPattern(Term.Text text) {
    String wrong = Glob.fault(text.bytes());
    if (wrong != null) {
      diagnostics.error(
          ErrorCode.BAD_PATTERN,
          text.span(),
          wrong,
          "* any bytes, ? one, [a-z] one of a set; \\\\* is a star itself");
    }
    return wrong == null;
  }

  /** Strings end at their first NUL; buffers and the names of sockets do not. */
  private boolean mayHoldNul(Term.Variable variable, Term.Text text) {
    boolean strings =
        switch (variable.type()) {
          case INBUF, OUTBUF, SUNPATH -> false;
          default -> true;
        };
    for (int i = 0; strings && i < text.bytes().length(); i++) {
      if (text.bytes().at(i) == 0) {
        diagnostics.error(
            ErrorCode.NUL_IN_STRING,
            text.span(),
            variable.text() + " holds no NUL: it ends there",
            "a buffer may, and the .path of an abstract socket");
        return false;
      }
    }
    return true;
  }

  private boolean fits(Term.Text text) {
    if (text.bytes().length() <= SctAbi.MAX_STRING) {
      return true;
    }
    diagnostics.error(
        ErrorCode.STRING_TOO_LONG,
        text.span(),
        "string is longer than " + SctAbi.MAX_STRING + " bytes");
    return false;
  }

  /** As C compares: unsigned if one side is, and a constant takes the width of the other side. */
  private static Cond integers(Span span, Cond.Relation relation, Term left, Term right) {
    Term a = adapt(left, right);
    Term b = adapt(right, left);
    boolean unsigned = !relation.isEquality() && (a.isUnsigned() || b.isUnsigned());
    return new Cond.Compare(span, relation, unsigned, a, b);
  }

  /** {@code UID == -1} is true for 4294967295, and {@code flags == 0xffffff9c} for -100. */
  private static Term adapt(Term constant, Term other) {
    if (constant instanceof Term.Int number && other instanceof Term.Variable variable) {
      return new Term.Int(number.span(), adapt(number.value(), variable.type()));
    }
    return constant;
  }

  private static long adapt(long value, ParamType type) {
    boolean negative = value < 0 && value >= Integer.MIN_VALUE;
    boolean large = value > Integer.MAX_VALUE && value <= 0xffff_ffffL;
    return switch (type) {
      case UINT, U32, UID, GID -> negative ? value & 0xffff_ffffL : value;
      case MODE, USHORT -> negative && value >= Short.MIN_VALUE ? value & 0xffff : value;
      case INT, S32, FD, DIRFD, PID -> large ? (int) value : value;
      default -> value;
    };
  }

  Cond oneOf(Expr.Membership in, Term operand, List<Term> elements) {
    if (operand.isString()) {
      return oneOfStrings(in, operand, elements);
    } else if (Addresses.isAddress(operand)) {
      return addresses.oneOf(in, operand, elements);
    } else if (!operand.isNumber()) {
      mixed(operand, elements.get(0));
      return null;
    }
    Set<Long> values = new LinkedHashSet<>();
    for (Term element : elements) {
      if (!element.isNumber()) {
        mixed(operand, element);
        return null;
      }
      if (!(Folder.fold(adapt(element, operand)) instanceof Term.Int number)) {
        diagnostics.error(
            ErrorCode.BAD_LIST_ELEMENT,
            element.span(),
            "a list of 'in' holds numbers or strings only");
        return null;
      }
      values.add(number.value());
    }
    return new Cond.OneOf(in.span(), operand, List.copyOf(values));
  }

  private Cond oneOfStrings(Expr.Membership in, Term operand, List<Term> elements) {
    Term.Variable variable = operand instanceof Term.AnyOf any ? any.list() : variable(operand);
    if (variable == null) {
      diagnostics.error(
          ErrorCode.LEFT_OF_IN, operand.span(), "the left side of 'in' must be a variable");
      return null;
    }
    List<Cond> terms = new ArrayList<>();
    for (Term element : elements) {
      if (!element.isString()) {
        mixed(operand, element);
        return null;
      }
      if (!(element instanceof Term.Text text)) {
        diagnostics.error(
            ErrorCode.BAD_LIST_ELEMENT,
            element.span(),
            "a list of 'in' holds numbers or strings only");
        return null;
      }
      if (!fits(text) || !mayHoldNul(variable, text)) {
        return null;
      }
      terms.add(
          new Cond.Matches(
              element.span(), Cond.Match.EQUALS, false, each(operand), variable, text.bytes()));
    }
    return terms.size() == 1 ? terms.get(0) : new Cond.Junction(in.span(), false, terms);
  }
}
