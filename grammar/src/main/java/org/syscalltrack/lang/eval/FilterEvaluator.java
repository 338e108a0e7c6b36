// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.Folder;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.table.Network;
import org.syscalltrack.lang.view.ListPart;

/**
 * Tells whether events match a condition.
 *
 * <p>As in the kernel, a value that is unknown ends the evaluation without a match, whatever stands
 * around it: {@code COMM != "rm"} and {@code !(COMM == "rm")} are both no match where the name
 * could not be read. Unknown is what could not be read, what the event does not carry, and what
 * depends on the part of a string that was cut off.
 */
public final class FilterEvaluator {
  private final Cond cond;
  private Values values;
  private Term.Variable unknown;
  private Term.Variable missing;

  public FilterEvaluator(Cond cond) {
    this.cond = cond;
  }

  public boolean matches(Values event) {
    values = event;
    unknown = null;
    missing = null;
    return holds(cond) && unknown == null;
  }

  /** The variable whose unknown value ended the last evaluation, or null. */
  public Term.Variable unknown() {
    return unknown;
  }

  /** The variable that the last event did not carry and so did not match, or null. */
  public Term.Variable missing() {
    return missing;
  }

  /** Says nothing if {@link #unknown} is set behind it. */
  private boolean holds(Cond c) {
    if (c instanceof Cond.Compare compare) {
      return compare(compare);
    } else if (c instanceof Cond.Matches matches) {
      return matches(matches);
    } else if (c instanceof Cond.Junction junction) {
      return junction(junction);
    } else if (c instanceof Cond.Not not) {
      return !holds(not.operand());
    } else if (c instanceof Cond.OneOf oneOf) {
      return oneOf.values().contains(integer(oneOf.operand()));
    } else if (c instanceof Cond.InNetwork in) {
      return isIn(in);
    } else if (c instanceof Cond.IsNull isNull) {
      Value value = value(isNull.variable());
      return value != null && value.isNull();
    }
    if (c instanceof Cond.IsObject is) {
      // Where an object is in the end, only the kernel knows.
      Var var = is.object().isProgram() ? Var.EXE : Var.PARAMS;
      unknown = new Term.Variable(is.span(), var, is.object().index(), ParamType.PATH, null);
      return false;
    }
    return ((Cond.Constant) c).value();
  }

  private boolean junction(Cond.Junction junction) {
    for (Cond term : junction.terms()) {
      boolean holds = holds(term);
      if (unknown != null || holds != junction.and()) {
        return holds;
      }
    }
    return junction.and();
  }

  private boolean compare(Cond.Compare compare) {
    long left = integer(compare.left());
    long right = integer(compare.right());
    int order = compare.unsigned() ? Long.compareUnsigned(left, right) : Long.compare(left, right);
    return compare.relation().holds(order);
  }

  private long integer(Term term) {
    if (term instanceof Term.Int number) {
      return number.value();
    } else if (term instanceof Term.Arith arith) {
      return Folder.compute(arith.op(), integer(arith.left()), integer(arith.right()));
    }
    Value value = value((Term.Variable) term);
    return value == null ? 0 : value.integer();
  }

  /** Null if it is unknown, which is then noted. */
  private Value value(Term.Variable variable) {
    Value value =
        variable.derived() == null
            ? values.value(variable.var(), variable.index())
            : values.derived(variable.derived());
    if (value == null && variable.derived() != null) {
      value = ofList(variable.derived());
    }
    if (value == null) {
      missing = variable;
    }
    if (value == null || value.isUnreadable()) {
      unknown = variable;
      return null;
    }
    return value;
  }

  /** A part of a list that the event carries, or null. */
  private Value ofList(Derived part) {
    boolean string = ListPart.isItem(part.field());
    boolean count = ListPart.isCount(part.field());
    if (part.param() == 0 || !string && !count) {
      return null;
    }
    Value list = values.value(Var.PARAMS, part.param());
    return list == null || list.isUnreadable() || !list.isNull() && list.elements() == null
        ? list
        : count ? ListValue.count(list) : ListValue.string(list, ListPart.number(part.field()));
  }

  private boolean isIn(Cond.InNetwork in) {
    Value value = value(in.variable());
    return value != null
        && !value.isNull()
        && value.length() == SctAbi.IP_PREFIX_LEN - 1
        && Network.contains(in.network(), value.array(), value.offset());
  }

  /** String by string, until one decides it; as the kernel's each.c. */
  private boolean strings(Cond.Matches matches, Value list) {
    boolean any = matches.each() == Each.ANY;
    if (list == null || list.isNull()) {
      return !any;
    }
    if (list.elements() == null) {
      unknown = matches.variable();
      return false;
    }
    for (Value string : list.elements()) {
      boolean holds = StringMatch.matches(matches, string);
      if (string.isCut() && StringMatch.dependsOnTheRest(matches, string, holds)) {
        unknown = matches.variable();
        return false;
      }
      if (holds == any) {
        return any;
      }
    }
    if (list.isCut()) {
      unknown = matches.variable();
    }
    return !any;
  }

  private boolean matches(Cond.Matches matches) {
    Value value = value(matches.variable());
    if (matches.each() != Each.NONE) {
      return strings(matches, value);
    }
    if (value == null || value.isNull()) {
      return false;
    }
    boolean holds = StringMatch.matches(matches, value);
    if (value.isCut() && StringMatch.dependsOnTheRest(matches, value, holds)) {
      unknown = matches.variable();
    }
    return holds;
  }
}
