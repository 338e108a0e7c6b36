// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.eval.Values;

/**
 * A rule acted. Decoded in place: the decoder gives the same object for every event, filled anew,
 * so that a flood of events makes no garbage.
 */
final class Event implements LogRecord, Values {
  int cpu;

  /** Of the CPU's log; {@code seq} counts in it. */
  int lane;

  long seq;

  /** CLOCK_MONOTONIC. */
  long timeNs;

  /** Of the table that {@code rule} and {@code view} are indices of. */
  long generation;

  int rule;

  /** Counts the events of the rule on that CPU. */
  long ruleSeq;

  /** Events that the rule's limit held back since its last one. */
  long suppressed;

  int view;
  Abi abi;

  /** Number of the call really made, in {@code abi}. */
  int nr;

  Phase phase;
  Verdict verdict;
  int pid;
  int tid;

  /** Unsigned. */
  long uid;

  /** Whether the filter holds could not be decided: something could not be read or was cut. */
  boolean isUndecided;

  /** What the call returned, or the refusal's -errno; else 0. */
  long retval;

  private final List<Field> fields = new ArrayList<>();
  private int fieldCount;

  /** Bytes of all values that are no integers. */
  private byte[] strings = new byte[1 << 12];

  private int stringBytes;

  /** A variable of the head, when it is asked for by its name. */
  private final Field ofHead = new Field();

  /** A value; {@code array}, {@code offset} and {@code length} are its bytes, without a NUL. */
  final class Field implements Value {
    private Var var;
    private int index;
    private Type type;
    private int flags;
    private long integer;
    private int offset;
    private int length;

    Var var() {
      return var;
    }

    /** Of PARAMS, from 1; else 0. */
    int index() {
      return index;
    }

    Type type() {
      return type;
    }

    /** Whether it is text or bytes to be shown as such. */
    boolean isString() {
      return switch (type) {
        case STR, BYTES, ARGV, SUNPATH, PATH, FDPATH -> true;
        default -> false;
      };
    }

    boolean isInteger() {
      return Event.isInteger(type);
    }

    @Override
    public boolean isNull() {
      return (flags & SctAbi.FIELD_NULL) != 0;
    }

    @Override
    public boolean isUnreadable() {
      return (flags & SctAbi.FIELD_FAULT) != 0;
    }

    @Override
    public boolean isCut() {
      return (flags & SctAbi.FIELD_CUT) != 0;
    }

    @Override
    public long integer() {
      return integer;
    }

    @Override
    public byte[] array() {
      return strings;
    }

    @Override
    public int offset() {
      return offset;
    }

    @Override
    public int length() {
      return length;
    }

    byte[] bytes() {
      return Arrays.copyOfRange(strings, offset, offset + length);
    }
  }

  /** Whether values of the type travel as 64 bits; all others are bytes. */
  static boolean isInteger(Type type) {
    return switch (type) {
      case S16, U16, S32, U32, S64, U64, FAMILY, PORT -> true;
      default -> false;
    };
  }

  int fieldCount() {
    return fieldCount;
  }

  Field field(int i) {
    return fields.get(i);
  }

  /** The value of a variable other than PARAMS, or null if no field carries it. */
  Field field(Var var) {
    return field(var, 0);
  }

  Field field(Var var, int index) {
    for (int i = 0; i < fieldCount; i++) {
      Field field = fields.get(i);
      if (field.var == var && field.index == index) {
        return field;
      }
    }
    return null;
  }

  /** Whether {@code retval} says anything. */
  boolean hasRetval() {
    return phase == Phase.AFTER || verdict == Verdict.FAILED;
  }

  @Override
  public Value value(Var var, int index) {
    Field field = field(var, index);
    if (field != null) {
      return field;
    }
    return switch (var) {
      case PID -> ofHead(Type.S32, pid);
      case TID -> ofHead(Type.S32, tid);
      case UID -> ofHead(Type.U32, uid);
      case RETVAL -> hasRetval() ? ofHead(Type.S64, retval) : null;
      default -> null;
    };
  }

  private Value ofHead(Type type, long value) {
    ofHead.type = type;
    ofHead.integer = value;
    return ofHead;
  }

  // What follows is for the decoder.

  void clearFields() {
    fieldCount = 0;
    stringBytes = 0;
  }

  private Field add(Var var, int index, Type type, int flags) {
    if (fieldCount == fields.size()) {
      fields.add(new Field());
    }
    Field field = fields.get(fieldCount++);
    field.var = var;
    field.index = index;
    field.type = type;
    field.flags = flags;
    field.integer = 0;
    field.offset = 0;
    field.length = 0;
    return field;
  }

  void addInteger(Var var, int index, Type type, int flags, long value) {
    add(var, index, type, flags).integer = value;
  }

  void addBytes(Var var, int index, Type type, int flags, ByteBuffer from, int at, int length) {
    if (length > strings.length - stringBytes) {
      strings = Arrays.copyOf(strings, Math.max(2 * strings.length, stringBytes + length));
    }
    from.get(at, strings, stringBytes, length);
    Field field = add(var, index, type, flags);
    field.offset = stringBytes;
    field.length = length;
    stringBytes += length;
  }
}
