// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.OpBinding;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.OperationField;

/** Rules on objects to the operations that they are asked about. */
final class OperationBinder {
  private final List<OpBinding> bindings = new ArrayList<>();
  private final ToIntFunction<View> views;

  /**
   * For a table.
   *
   * @param views gives a view its index
   */
  OperationBinder(ToIntFunction<View> views) {
    this.views = views;
  }

  /** Sorted as the kernel wants them. */
  List<OpBinding> bindings() {
    Collections.sort(bindings);
    return bindings;
  }

  void bind(int index, CheckedRule rule) {
    PermissionTest test = new PermissionTest(rule);
    Set<Operation> left = EnumSet.copyOf(test.operations());
    for (Syscall call : rule.calls()) {
      for (OperationTable.Done done : OperationTable.of(call)) {
        if (left.remove(done.operation())) {
          bind(index, test, done.operation(), view(call, done, rule.derived()));
        }
      }
    }
    for (Operation operation : left) {
      bind(index, test, operation, oneObject(rule.derived()));
    }
  }

  private void bind(int index, PermissionTest test, Operation operation, View view) {
    int widened = views.applyAsInt(test.widen(view, operation));
    bindings.add(new OpBinding(operation, index, widened));
  }

  /**
   * Of the call's parameters, those that the operation has: what else the caller said is not known.
   */
  private static View view(Syscall call, OperationTable.Done done, List<Derived> derived) {
    List<ViewParam> params = new ArrayList<>();
    for (Parameter parameter : call.parameters()) {
      params.add(param(call, parameter, done));
    }
    return new View(params)
        .with(derived.stream().map(wanted -> field(call, done, wanted)).toList());
  }

  /**
   * What the rule asks of what the operation is done to, or of an object that a parameter leads to.
   */
  private static ViewParam field(Syscall call, OperationTable.Done done, Derived wanted) {
    if (wanted.isOfOperation()) {
      return OperationField.of(done.operation(), wanted.field()).derivedFrom(1, wanted.slotName());
    }
    List<String> names = call.parameters().stream().map(Parameter::name).toList();
    int place = wanted.name() == null ? wanted.param() : names.indexOf(wanted.name()) + 1;
    int object = done.objects().indexOf(names.get(place - 1)) + 1;
    return ViewParam.aspect(object, wanted.aspect()).derivedFrom(place, wanted.slotName());
  }

  /** Of an operation that no call of the rule does. */
  private static View oneObject(List<Derived> derived) {
    return new View(List.of(ViewParam.object(1)))
        .with(
            derived.stream()
                .map(d -> ViewParam.aspect(1, d.aspect()).derivedFrom(1, d.slotName()))
                .toList());
  }

  private static ViewParam param(Syscall call, Parameter parameter, OperationTable.Done done) {
    int object = done.objects().indexOf(parameter.name()) + 1;
    Integer number = done.numbers().get(parameter.name());
    if (object != 0) {
      return OperationField.whole(done.operation(), object);
    }
    return number == null
        ? ViewParam.NONE
        : ViewParam.kernel(number, parameter.type().type(call.firstAbi()));
  }
}
