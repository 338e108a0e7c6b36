// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Operation;

/** A rule that is asked about an operation; {@code struct sct_op_binding}. */
public record OpBinding(Operation operation, int rule, int view) implements Comparable<OpBinding> {
  /** As the kernel wants them sorted. */
  @Override
  public int compareTo(OpBinding other) {
    int order = Integer.compare(operation.number(), other.operation.number());
    return order != 0 ? order : Integer.compare(rule, other.rule);
  }
}
