// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;

/** The variables that a condition compares, if it is not made of others. */
final class ConditionTerms {
  private final List<Term.Variable> variables = new ArrayList<>();

  private ConditionTerms() {}

  static List<Term.Variable> of(Cond cond) {
    ConditionTerms terms = new ConditionTerms();
    if (cond instanceof Cond.Matches matches) {
      terms.add(matches.variable());
    } else if (cond instanceof Cond.InNetwork in) {
      terms.add(in.variable());
    } else if (cond instanceof Cond.IsNull isNull) {
      terms.add(isNull.variable());
    } else if (cond instanceof Cond.OneOf oneOf) {
      terms.add(oneOf.operand());
    } else if (cond instanceof Cond.Compare compare) {
      terms.add(compare.left());
      terms.add(compare.right());
    }
    return terms.variables;
  }

  private void add(Term term) {
    if (term instanceof Term.Arith arith) {
      add(arith.left());
      add(arith.right());
    } else if (term instanceof Term.Variable variable) {
      variables.add(variable);
    }
  }
}
