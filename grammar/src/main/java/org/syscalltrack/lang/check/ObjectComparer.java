// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;

/** Comparisons of objects with paths. */
final class ObjectComparer {
  private final Diagnostics diagnostics;

  ObjectComparer(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Cond compare(Expr.Binary binary, Term left, Term right) {
    boolean equality = binary.op() == Expr.Infix.EQ || binary.op() == Expr.Infix.NE;
    if (!equality) {
      diagnostics.error(
          ErrorCode.OBJECT_OPERATOR,
          binary.opSpan(),
          "an object is a file, not a text: '" + binary.op().text() + "' does not go with it",
          "for objects: == != in under");
      return null;
    }
    boolean swap = right instanceof Term.ObjectOf;
    boolean any = swap ? isAny(right) : isAny(left);
    if (any && binary.op() == Expr.Infix.NE) {
      diagnostics.error(
          ErrorCode.ANY_OBJECT_UNEQUAL,
          binary.opSpan(),
          "of two objects one is always another file: 'any OBJECT !=' says nothing",
          "that none is the file: !(any OBJECT == ...)");
      return null;
    }
    Cond equal = oneOf(binary.span(), swap ? right : left, List.of(swap ? left : right), false);
    return equal == null || binary.op() == Expr.Infix.EQ
        ? equal
        : new Cond.Not(binary.span(), equal);
  }

  private static boolean isAny(Term term) {
    return term instanceof Term.ObjectOf object && object.isAny();
  }

  /** {@code in (...)} or, with {@code under}, in one of these directories; null after an error. */
  Cond oneOf(Span span, Term operand, List<Term> elements, boolean under) {
    if (!(operand instanceof Term.ObjectOf object)) {
      diagnostics.error(
          ErrorCode.UNDER_NEEDS_OBJECT,
          operand.span(),
          "only an object can be under a directory",
          operand instanceof Term.Variable variable && variable.var() == Var.EXE
              ? "the file behind that path is one: EXE_OBJECT under \"/usr\""
              : "such as OBJECT[1] under \"/etc\"");
      return null;
    }
    List<ByteString> paths = new ArrayList<>();
    for (Term element : elements) {
      if (!(element instanceof Term.Text text)) {
        diagnostics.error(
            ErrorCode.OBJECT_NEEDS_PATH,
            element.span(),
            "an object is compared with a path",
            "such as \"/etc/passwd\"");
        return null;
      }
      if (!isPath(text, under)) {
        return null;
      }
      if (!paths.contains(text.bytes()) || elements.size() > MANY) {
        paths.add(text.bytes());
      }
    }
    return new Cond.IsObject(span, object, under, List.copyOf(paths));
  }

  /** So many are looked through by the kernel, not here. */
  private static final int MANY = 1000;

  private boolean isPath(Term.Text text, boolean under) {
    String path = text.bytes().toString();
    String wrong = null;
    String hint = "the path of an object is plain: it does not depend on who asks, or from where";
    if (!path.startsWith("/")) {
      wrong = "'" + path + "' is a relative path";
      hint =
          "an object has an absolute one: it does not depend on the working directory of anybody";
    } else if (path.equals("/") && !under) {
      wrong = "the root directory is in no directory";
      hint = "OBJECT[1] under \"/\" is all of its file system";
    } else if (path.length() > 1 && path.endsWith("/")) {
      wrong = "the path ends in a slash";
      hint = "write it without; what is in a directory is: under \"...\"";
    } else if (path.contains("//")
        || (path + "/").contains("/./")
        || (path + "/").contains("/../")) {
      wrong = "the path has //, . or .. in it";
    } else if (text.bytes().length() > SctAbi.MAX_STRING) {
      wrong = "the path is longer than " + SctAbi.MAX_STRING + " bytes";
      hint = null;
    } else if (path.indexOf('\0') >= 0) {
      wrong = "no path has a NUL in it";
      hint = null;
    } else {
      for (String name : path.split("/")) {
        if (ByteString.of(name).length() > SctAbi.MAX_NAME) {
          wrong = "a name in the path is longer than " + SctAbi.MAX_NAME + " bytes";
          hint = null;
        }
      }
    }
    if (wrong != null) {
      diagnostics.error(ErrorCode.BAD_OBJECT_PATH, text.span(), wrong, hint);
    }
    return wrong == null;
  }
}
