// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Var;
import org.syscalltrack.config.text.Words;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.CanonicalPrinter;
import org.syscalltrack.lang.compile.ValueNames;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;

/** Conditions of a rule in English, as trees of sentences. */
final class CondInWords {
  private final CheckedRule rule;

  CondInWords(CheckedRule rule) {
    this.rule = rule;
  }

  /**
   * A condition: a sentence, or a heading with those below it.
   *
   * @param cond which it is
   */
  record Tree(Cond cond, String text, List<Tree> below) {
    void print(String indent, PrintStream out) {
      out.println(indent + text);
      for (Tree tree : below) {
        tree.print(indent + "  ", out);
      }
    }
  }

  Tree tree(Cond cond) {
    if (cond instanceof Cond.Junction junction) {
      List<Tree> below = new ArrayList<>();
      junction.terms().forEach(term -> below.add(tree(term)));
      return new Tree(cond, junction.and() ? "all of:" : "one of:", below);
    } else if (cond instanceof Cond.Not not) {
      return new Tree(cond, "not:", List.of(tree(not.operand())));
    }
    return new Tree(cond, sentence(cond), List.of());
  }

  private String sentence(Cond cond) {
    if (cond instanceof Cond.Constant constant) {
      return constant.value() ? "always" : "never";
    } else if (cond instanceof Cond.Matches m) {
      String verb =
          switch (m.match()) {
            case EQUALS -> " is ";
            case CONTAINS -> " contains ";
            case STARTS -> " starts with ";
            case ENDS -> " ends with ";
            case GLOB -> " is like ";
          };
      String fold = m.fold() ? ", in capital or small letters" : "";
      String strings =
          switch (m.each()) {
            case NONE -> "";
            case ANY -> "a string of ";
            case ALL -> "each string of ";
          };
      return strings + variable(m.variable()) + verb + m.bytes().quoted() + fold;
    } else if (cond instanceof Cond.IsNull isNull) {
      return variable(isNull.variable()) + " is NULL";
    } else if (cond instanceof Cond.OneOf oneOf) {
      List<String> values = ValueNames.of(oneOf);
      return term(oneOf.operand())
          + (values.size() == 1 ? " is " : " is one of ")
          + String.join(", ", values);
    } else if (cond instanceof Cond.Compare compare) {
      return compare(compare);
    } else if (cond instanceof Cond.IsObject is && is.object().isProgram()) {
      return program(is);
    }
    return CanonicalPrinter.print(cond);
  }

  /** The file and not its path, so that it is not taken for EXE. */
  private static String program(Cond.IsObject is) {
    List<String> paths = is.paths().stream().map(ByteString::quoted).toList();
    String verb = is.under() ? " lies in " : paths.size() == 1 ? " is " : " is one of ";
    return "the file that was executed" + verb + String.join(", ", paths);
  }

  private String compare(Cond.Compare c) {
    boolean zero = c.right() instanceof Term.Int number && number.value() == 0;
    if (zero && c.relation().isEquality() && c.left() instanceof Term.Arith a && a.op() == Op.AND) {
      boolean any = c.relation() == Cond.Relation.NE;
      return term(a.left()) + (any ? " has a bit of " : " has no bit of ") + term(a.right());
    }
    String verb =
        switch (c.relation()) {
          case EQ -> " is ";
          case NE -> " is not ";
          case LT -> " is below ";
          case LE -> " is at most ";
          case GT -> " is above ";
          case GE -> " is at least ";
        };
    return term(c.left()) + verb + term(c.right());
  }

  private String term(Term term) {
    if (term instanceof Term.Variable variable) {
      return variable(variable);
    } else if (term instanceof Term.Int number) {
      return number(number);
    } else if (term instanceof Term.Arith arith) {
      return CanonicalPrinter.print(arith);
    }
    return term.span().text();
  }

  /** A constant by its name, as it stands in the file, and its value. */
  private static String number(Term.Int number) {
    String written = number.span().text();
    return written.isEmpty() || Character.isDigit(written.charAt(0)) || written.charAt(0) == '-'
        ? String.valueOf(number.value())
        : written + " (" + number.value() + ")";
  }

  String variable(Term.Variable variable) {
    if (variable.derived() != null) {
      return variable.text();
    }
    if (variable.var() != Var.PARAMS) {
      return Words.variable(variable.var());
    }
    String name = null;
    for (Syscall call : rule.calls()) {
      List<Parameter> parameters = call.parameters();
      String here =
          variable.index() <= parameters.size()
              ? parameters.get(variable.index() - 1).name()
              : null;
      if (here == null || name != null && !name.equals(here)) {
        return "parameter " + variable.index();
      }
      name = here;
    }
    return "parameter " + variable.index() + " (" + name + ")";
  }
}
