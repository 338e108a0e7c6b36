// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.SystemCalls;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** The values of a list as text that gives just those values again. */
public final class ValueNames {
  private static final int ABI_SHIFT = 16;
  private static final int NR_MASK = 0xffff;

  private ValueNames() {}

  public static List<String> of(Cond.OneOf oneOf) {
    Var var = oneOf.operand() instanceof Term.Variable variable ? variable.var() : null;
    List<String> names = null;
    if (var == Var.SYSCALL) {
      names = calls(oneOf.values());
    } else if (var == Var.ABI) {
      names = abis(oneOf.values());
    }
    return names == null ? oneOf.values().stream().map(String::valueOf).toList() : names;
  }

  private static List<String> abis(List<Long> values) {
    List<String> names = new ArrayList<>();
    for (long value : values) {
      if (value < 0 || !Abi.isKnown((int) value)) {
        return null;
      }
      names.add(Abi.of((int) value).text());
    }
    return names;
  }

  /** The calls whose numbers in all ABIs are the values, in this order; else null. */
  private static List<String> calls(List<Long> values) {
    List<String> names = new ArrayList<>();
    int i = 0;
    while (i < values.size()) {
      String name = call(values.get(i));
      List<Long> numbers = name == null ? List.of() : SystemCalls.numbers(name);
      int end = i + numbers.size();
      if (numbers.isEmpty() || end > values.size() || !values.subList(i, end).equals(numbers)) {
        return null;
      }
      names.add(name);
      i = end;
    }
    return names;
  }

  private static String call(long value) {
    int abi = (int) (value >>> ABI_SHIFT);
    boolean known = value >= 0 && value >>> ABI_SHIFT < Abi.values().length && Abi.isKnown(abi);
    return known ? SyscallTable.builtIn().name(Abi.of(abi), (int) value & NR_MASK) : null;
  }
}
