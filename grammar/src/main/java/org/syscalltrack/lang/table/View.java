// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Source;

/**
 * How a rule sees a call; {@code struct sct_view}.
 *
 * @param params those of the call that the rule names
 * @param derived what the rule makes of them: PARAMS from {@code SctAbi.MAX_PARAMS + 1} on
 */
public record View(
    ViewParam guard, long mask, long value, List<ViewParam> params, List<ViewParam> derived) {
  /** A view of every call. */
  public View(List<ViewParam> params) {
    this(ViewParam.NONE, 0, 0, params, List.of());
  }

  /** A view of the calls that pass the guard. */
  public View(ViewParam guard, long mask, long value, List<ViewParam> params) {
    this(guard, mask, value, params, List.of());
  }

  /** The same with other derived parameters. */
  public View with(List<ViewParam> newDerived) {
    return new View(guard, mask, value, params, newDerived);
  }

  // Views are keys of a map. The hash that a record has by itself is linked together at run time,
  // which costs a short run of the tool several milliseconds.
  @Override
  public int hashCode() {
    int lists = 31 * params.hashCode() + derived.hashCode();
    return 31 * (31 * lists + guard.hashCode()) + Long.hashCode(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof View v
        && guard.equals(v.guard)
        && mask == v.mask
        && value == v.value
        && params.equals(v.params)
        && derived.equals(v.derived);
  }

  public boolean isGuarded() {
    return guard.source() != Source.NONE;
  }

  /** Whether no call passes the guards of both: they test the same bits for different values. */
  public boolean excludes(View other) {
    return isGuarded()
        && guard.equals(other.guard)
        && ((value ^ other.value) & mask & other.mask) != 0;
  }

  /** What {@code PARAMS[index]} is, or null; from 1. */
  public ViewParam param(int index) {
    List<ViewParam> list = index > SctAbi.MAX_PARAMS ? derived : params;
    int at = index > SctAbi.MAX_PARAMS ? index - SctAbi.MAX_PARAMS : index;
    return at >= 1 && at <= list.size() ? list.get(at - 1) : null;
  }
}
