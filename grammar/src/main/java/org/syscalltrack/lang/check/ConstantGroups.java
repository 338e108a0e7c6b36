// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.NameTable;
import org.syscalltrack.lang.syscalls.Naming;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.message.WarningCode;

/** Warns of a constant that is none of those which the parameter beside it takes. */
final class ConstantGroups {
  private final List<Syscall> calls;
  private final Diagnostics diagnostics;

  ConstantGroups(List<Syscall> calls, Diagnostics diagnostics) {
    this.calls = calls;
    this.diagnostics = diagnostics;
  }

  /** Looks at what is compared with each other; null terms are errors that have been reported. */
  void look(Term... terms) {
    List<Term.Variable> variables = new ArrayList<>();
    List<Term.Int> constants = new ArrayList<>();
    for (Term term : terms) {
      collect(term, variables, constants);
    }
    // With several variables, it is not known which one a constant belongs to.
    if (variables.size() == 1 && !constants.isEmpty()) {
      look(variables.get(0), constants);
    }
  }

  private static void collect(Term term, List<Term.Variable> variables, List<Term.Int> constants) {
    if (term instanceof Term.Arith arith) {
      collect(arith.left(), variables, constants);
      collect(arith.right(), variables, constants);
    } else if (term instanceof Term.Variable variable) {
      variables.add(variable);
    } else if (term instanceof Term.Int number) {
      constants.add(number);
    }
  }

  private void look(Term.Variable variable, List<Term.Int> constants) {
    Set<Naming.Group> known = variable.var() == Var.PARAMS ? groups(variable) : Set.of();
    for (Term.Int constant : constants) {
      String name = constant.span().text();
      String group = known.isEmpty() ? null : Constants.group(name);
      if (group != null && !isIn(group, known) && !isSpelledOtherwise(name, known)) {
        String right = nameOf(constant.value(), known);
        diagnostics.add(
            Diagnostic.warning(
                    WarningCode.FOREIGN_CONSTANT,
                    constant.span(),
                    name + " is no value of " + variable.text())
                .hint(right == null ? examples(known) : name + " is the number of " + right));
      }
    }
  }

  private static boolean isIn(String group, Set<Naming.Group> known) {
    return known.stream().anyMatch(each -> each.name().equals(group));
  }

  /** SOCK_CLOEXEC is O_CLOEXEC, by definition. */
  private static boolean isSpelledOtherwise(String name, Set<Naming.Group> known) {
    String ending = name.substring(name.indexOf('_') + 1);
    Long value = Constants.find(name);
    for (Naming.Group group : known) {
      for (String other : names(group)) {
        if (other.endsWith("_" + ending) && value.equals(Constants.find(other))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> names(Naming.Group group) {
    return group.names().isEmpty() ? Constants.names(group.name()) : group.names();
  }

  private static String nameOf(long value, Set<Naming.Group> known) {
    for (Naming.Group group : known) {
      for (String name : names(group)) {
        if (Constants.find(name) == value) {
          return name;
        }
      }
    }
    return null;
  }

  private static String examples(Set<Naming.Group> known) {
    List<String> names = names(known.iterator().next());
    return "its values are such as "
        + String.join(", ", names.subList(0, Math.min(3, names.size())));
  }

  /** What the parameter takes in all calls of the rule; empty if that is not known of one. */
  private Set<Naming.Group> groups(Term.Variable variable) {
    Set<Naming.Group> groups = new LinkedHashSet<>();
    for (Syscall call : calls) {
      String name = name(call, variable);
      List<Naming> namings = name == null ? List.of() : NameTable.of(call.name(), name);
      boolean any = false;
      for (Naming naming : namings) {
        any |= !naming.groups().isEmpty();
        groups.addAll(naming.groups());
      }
      if (!any) {
        return Set.of();
      }
    }
    return groups;
  }

  private static String name(Syscall call, Term.Variable variable) {
    Derived derived = variable.derived();
    int index = derived == null ? variable.index() : derived.param();
    String name = derived == null ? null : derived.name();
    if (name == null) {
      name = index <= call.parameters().size() ? call.parameters().get(index - 1).name() : null;
    }
    boolean part = derived != null && !derived.field().isEmpty();
    return part && name != null ? name + "." + derived.field() : name;
  }
}
