// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;

/** One record of the log, in the order in which the kernel gives them. */
public sealed interface LogRecord {
  /**
   * A rule acted.
   *
   * @param timeNs CLOCK_MONOTONIC
   * @param generation of the table that {@code rule} and {@code view} are indices of
   * @param nr number of the call really made, in {@code abi}
   * @param uid unsigned
   * @param retval what the call returned, or the refusal's -errno; else 0
   */
  record Event(
      int cpu,
      long seq,
      long timeNs,
      long generation,
      int rule,
      int view,
      Abi abi,
      int nr,
      Phase phase,
      Verdict verdict,
      int pid,
      int tid,
      long uid,
      long retval,
      List<Field> fields)
      implements LogRecord {

    /** The value of a variable other than PARAMS, or null if the event does not carry it. */
    Field field(Var var) {
      for (Field field : fields) {
        if (field.var == var) {
          return field;
        }
      }
      return null;
    }
  }

  /** {@code count} records of one CPU are missing here. */
  record Lost(int cpu, long seq, long timeNs, long count) implements LogRecord {}

  /** Bytes that are no record. */
  record Malformed(int bytes, String problem) implements LogRecord {}

  /**
   * A value of an event.
   *
   * @param index of PARAMS, from 1; else 0
   * @param flags SctAbi.FIELD_*
   * @param integer sign- or zero-extended from its type; 0 for strings
   * @param bytes of a string, without the NUL; empty for integers
   */
  record Field(Var var, int index, Type type, int flags, long integer, byte[] bytes) {
    boolean isString() {
      return type == Type.STR;
    }

    boolean isNull() {
      return (flags & SctAbi.FIELD_NULL) != 0;
    }

    boolean isUnreadable() {
      return (flags & SctAbi.FIELD_FAULT) != 0;
    }

    boolean isCut() {
      return (flags & SctAbi.FIELD_CUT) != 0;
    }
  }
}
