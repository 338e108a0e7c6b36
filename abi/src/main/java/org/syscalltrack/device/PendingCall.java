// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;

/**
 * A call that waits for an answer.
 *
 * @param leftMs until its rule decides
 * @param generation of the table that {@code rule} and {@code view} are indices of
 * @param epochNs since when it waits
 * @param fields the call's parameters and what else the rule looks at
 */
public record PendingCall(
    long id,
    long leftMs,
    String comm,
    long generation,
    int rule,
    int view,
    Abi abi,
    int nr,
    int pid,
    int tid,
    long uid,
    long epochNs,
    List<Field> fields) {

  /** A value: of a number its 64 bits, else its bytes. */
  public record Field(Var var, int index, Type type, int flags, long number, byte[] bytes) {
    public boolean isNull() {
      return (flags & SctAbi.FIELD_NULL) != 0;
    }

    public boolean isUnreadable() {
      return (flags & SctAbi.FIELD_FAULT) != 0;
    }

    public boolean isCut() {
      return (flags & SctAbi.FIELD_CUT) != 0;
    }
  }
}
