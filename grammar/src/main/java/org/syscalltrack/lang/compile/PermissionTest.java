// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.syscalls.PermissionTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/**
 * What {@code perm} makes of a rule. Which operations it is asked about is settled when it is
 * bound; of those that are about a permission only now and then, such as an open, the rule's
 * program asks: a derived parameter behind the rule's own is their number, and of the others a
 * constant that has all bits.
 */
final class PermissionTest {
  private static final String SLOT = "perm";
  private static final int ALL_BITS = SctAbi.ACCESS_READ | SctAbi.ACCESS_WRITE | SctAbi.ACCESS_EXEC;

  private final Set<Permission> permissions;
  private final Set<Operation> operations;
  private final int bits;

  PermissionTest(CheckedRule rule) {
    permissions = rule.permissions();
    operations = EnumSet.noneOf(Operation.class);
    int asked = 0;
    for (Operation operation : OperationTable.all(rule.calls())) {
      if (permissions.isEmpty() || PermissionTable.test(operation, permissions) != null) {
        operations.add(operation);
      }
    }
    operations.addAll(PermissionTable.with(operations, permissions));
    for (Operation operation : operations) {
      PermissionTable.Test test = PermissionTable.test(operation, permissions);
      asked |= test == null ? 0 : test.bits();
    }
    bits = asked;
  }

  /** What the rule is asked about. */
  Set<Operation> operations() {
    return operations;
  }

  /** The filter, for operations of which not all are meant. */
  Cond narrow(CheckedRule rule, Cond filter) {
    if (bits == 0) {
      return filter;
    }
    Span span = rule.filterSpan();
    Derived slot = Derived.at(1, SLOT);
    int index = SctAbi.MAX_PARAMS + rule.derived().size() + 1;
    Term number = new Term.Variable(span, Var.PARAMS, index, ParamType.UINT, slot);
    Cond meant =
        new Cond.Compare(
            span,
            Cond.Relation.NE,
            false,
            new Term.Arith(span, Op.AND, number, new Term.Int(span, bits)),
            new Term.Int(span, 0));
    List<Cond> all = new ArrayList<>(List.of(meant));
    if (filter instanceof Cond.Junction junction && junction.and()) {
      all.addAll(junction.terms());
    } else {
      all.add(filter);
    }
    return new Cond.Junction(span, true, all);
  }

  /** The view with what the program asks. */
  View widen(View view, Operation operation) {
    if (bits == 0) {
      return view;
    }
    PermissionTable.Test test = PermissionTable.test(operation, permissions);
    ViewParam number =
        test.number() == 0
            ? ViewParam.constant(ALL_BITS, Type.U32)
            : ViewParam.kernel(test.number(), Type.U32);
    List<ViewParam> derived = new ArrayList<>(view.derived());
    derived.add(number.derivedFrom(1, SLOT));
    return view.with(derived);
  }
}
