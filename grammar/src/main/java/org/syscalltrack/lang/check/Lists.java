// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.view.Derivation;
import org.syscalltrack.lang.view.ListPart;
import org.syscalltrack.message.ErrorCode;

/** Lists of strings: one of them, any, how many, and the variables of an environment. */
final class Lists {
  static final String COUNT = "count";
  static final String ENV = "ENV";

  static final List<String> FUNCTIONS = List.of(COUNT, ENV);

  private final Params params;
  private final Diagnostics diagnostics;

  Lists(Params params, Diagnostics diagnostics) {
    this.params = params;
    this.diagnostics = diagnostics;
  }

  static boolean isFunction(String name) {
    return FUNCTIONS.contains(name);
  }

  /** {@code any list}, or null after an error. */
  Term any(Span span, Term operand) {
    Term.Variable list = list(operand, "'any' is about a list of strings");
    if (list == null) {
      return null;
    }
    Term strings = isAllStrings(list) ? list : params.part(span, list, Derivation.STRINGS);
    return strings instanceof Term.Variable variable ? new Term.AnyOf(span, variable) : null;
  }

  /** {@code list[index]}, or null after an error. */
  Term item(Span span, Term operand, Term index) {
    Term.Variable list = list(operand, "only a list of strings has a second index");
    if (list == null) {
      return null;
    }
    if (!(index instanceof Term.Int number)
        || number.value() < 0
        || number.value() > ListPart.MAX_ITEM) {
      diagnostics.error(
          ErrorCode.BAD_INDEX,
          index.span(),
          "the index of a string must be a number from 0 on",
          "PARAMS.argv[0] is the name that a program is started by, [1] its first argument");
      return null;
    }
    return params.part(span, list, ListPart.item(number.value()));
  }

  /** {@code count(list)}, {@code ENV("name")}, or null after an error. */
  Term call(Span span, String function, List<Term> arguments) {
    return function.equals(ENV) ? env(span, arguments) : count(span, arguments);
  }

  private Term count(Span span, List<Term> arguments) {
    if (arguments.size() != 1) {
      diagnostics.error(
          ErrorCode.BAD_ARGUMENT,
          span,
          "count() takes one list of strings",
          "such as count(PARAMS.argv)");
      return null;
    }
    Term.Variable list = list(arguments.get(0), "count() takes a list of strings");
    return list == null ? null : params.part(span, list, ListPart.count());
  }

  private Term env(Span span, List<Term> arguments) {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof Term.Text text)) {
      diagnostics.error(
          ErrorCode.BAD_ARGUMENT,
          span,
          "ENV() takes the name of a variable",
          "such as ENV(\"LD_PRELOAD\")");
      return null;
    }
    String name = text.bytes().toString();
    String wrong = variableFault(name, text.bytes().length());
    if (wrong != null) {
      diagnostics.error(
          ErrorCode.BAD_VARIABLE_NAME, text.span(), wrong, "such as ENV(\"LD_PRELOAD\")");
      return null;
    }
    return params.env(span, name);
  }

  /** What is wrong with the name of a variable, or null. */
  static String variableFault(String name, int bytes) {
    if (name.isEmpty()) {
      return "a variable of the environment has a name";
    } else if (name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      return "no name of a variable has that in it";
    } else if (bytes > SctAbi.MAX_NAME) {
      return "the name is longer than " + SctAbi.MAX_NAME + " bytes";
    }
    return null;
  }

  private static boolean isAllStrings(Term.Variable list) {
    return list.type() == ParamType.ARGV;
  }

  /** The operand as a list, or null after an error, perhaps of its own. */
  private Term.Variable list(Term operand, String message) {
    if (operand == null) {
      return null;
    }
    if (operand instanceof Term.Variable variable
        && variable.type().isList()
        && isWhole(variable.derived())) {
      return variable;
    }
    diagnostics.error(
        ErrorCode.LIST_NEEDED,
        operand.span(),
        message,
        "lists are the argv and envp of execve: any PARAMS.argv == \"-f\"");
    return null;
  }

  private static boolean isWhole(Derived derived) {
    return derived == null
        || derived.field().isEmpty()
        || derived.field().equals(Derivation.STRINGS);
  }
}
