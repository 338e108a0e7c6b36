// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/**
 * The keys of a filter: it matches only if one of them holds, or the string of one of them cannot
 * be read.
 *
 * <p>Where an unreadable value makes a rule match, what is asked after something that may be
 * unreadable need not hold: so of the terms of {@code &&}, which are asked in their order, only
 * those up to the first of that kind have keys.
 */
final class Keys {
  private final View view;
  private final boolean unreadableMatches;
  private final boolean after;

  private Keys(View view, boolean unreadableMatches, boolean after) {
    this.view = view;
    this.unreadableMatches = unreadableMatches;
    this.after = after;
  }

  /**
   * The keys, or null if there are none: then the rule has to be asked of every call.
   *
   * @param filter as it is compiled, its terms in the order in which they are asked
   * @param after whether the rule is asked after the call, which may change the caller's name
   */
  static List<Key> of(Cond filter, View view, boolean unreadableMatches, boolean after) {
    Source guard = view.guard().source();
    if (unreadableMatches && guard == Source.DEREF) {
      return null;
    }
    return new Keys(view, unreadableMatches, after).of(filter);
  }

  private List<Key> of(Cond cond) {
    if (cond instanceof Cond.Constant constant) {
      return constant.value() ? null : List.of();
    } else if (cond instanceof Cond.Matches matches) {
      List<int[]> literals = isLookedAt(matches.variable()) ? Literals.of(matches) : List.of();
      return literals.isEmpty() ? null : List.of(new Key(matches, literals));
    } else if (cond instanceof Cond.Junction junction) {
      return junction.and() ? bestOf(junction.terms()) : allOf(junction.terms());
    }
    return null;
  }

  private List<Key> bestOf(List<Cond> terms) {
    List<Key> best = null;
    for (Cond term : terms) {
      List<Key> keys = of(term);
      if (keys != null && (best == null || weight(keys) > weight(best))) {
        best = keys;
      }
      if (unreadableMatches && mayBeUnreadable(term)) {
        break;
      }
    }
    return best;
  }

  private static int weight(List<Key> keys) {
    return keys.stream().mapToInt(Key::weight).min().orElse(Integer.MAX_VALUE);
  }

  private List<Key> allOf(List<Cond> terms) {
    List<Key> all = new ArrayList<>();
    for (Cond term : terms) {
      List<Key> keys = of(term);
      if (keys == null) {
        return null;
      }
      all.addAll(keys);
    }
    return all;
  }

  /** Whether the variable is one that a look can be made of. */
  private boolean isLookedAt(Term.Variable variable) {
    if (variable.var() == Var.COMM) {
      return !after;
    }
    ViewParam param = param(variable);
    return param != null && param.source() == Source.ARG && param.type() == Type.STR;
  }

  private ViewParam param(Term.Variable variable) {
    return variable.var() == Var.PARAMS ? view.param(variable.index()) : null;
  }

  private boolean mayBeUnreadable(Cond cond) {
    if (cond instanceof Cond.Not not) {
      return mayBeUnreadable(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().anyMatch(this::mayBeUnreadable);
    } else if (cond instanceof Cond.Compare compare) {
      return mayBeUnreadable(compare.left()) || mayBeUnreadable(compare.right());
    } else if (cond instanceof Cond.OneOf oneOf) {
      return mayBeUnreadable(oneOf.operand());
    } else if (cond instanceof Cond.Matches matches) {
      return matches.variable().var() != Var.COMM;
    }
    return !(cond instanceof Cond.Constant);
  }

  private boolean mayBeUnreadable(Term term) {
    if (term instanceof Term.Arith arith) {
      return mayBeUnreadable(arith.left()) || mayBeUnreadable(arith.right());
    } else if (!(term instanceof Term.Variable)) {
      return false;
    }
    Term.Variable variable = (Term.Variable) term;
    if (variable.var() != Var.PARAMS) {
      return variable.isString();
    }
    ViewParam param = param(variable);
    boolean atHand =
        param != null
            && ParamType.isNumber(param.type())
            && param.type().number() <= Type.U64.number()
            && (param.source() == Source.ARG || param.source() == Source.CONST);
    return !atHand;
  }
}
