// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Kind;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.eval.StringValue;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.eval.Values;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.source.Origin;

/**
 * A rule acted. Decoded in place: the decoder gives the same object for every event, filled anew,
 * so that a flood of events makes no garbage.
 */
public final class Event implements LogRecord, Values {
  Origin origin;
  long epochNs;
  int cpu;
  int lane;
  long seq;
  long timeNs;
  long generation;
  int rule;
  long ruleSeq;
  long suppressed;
  int view;
  Abi abi;
  int nr;
  Phase phase;
  Verdict verdict;
  int pid;
  int tid;
  long uid;
  boolean isUndecided;
  Asked asked;
  long retval;

  private final List<Field> fields = new ArrayList<>();
  private int fieldCount;

  /** Bytes of all values that are no integers. */
  private byte[] strings = new byte[1 << 12];

  private int stringBytes;

  /** A variable of the head, when it is asked for by its name. */
  private final Field ofHead = new Field();

  /** What generation and time belong to. */
  public Origin origin() {
    return origin;
  }

  /** Nanoseconds since 1970. */
  public long epochNs() {
    return epochNs;
  }

  public int cpu() {
    return cpu;
  }

  /** Of the CPU's log; {@link #seq} counts in it. */
  public int lane() {
    return lane;
  }

  public long seq() {
    return seq;
  }

  /** Since the boot of the machine; see {@link Origin#epochOffsetNs}. */
  public long timeNs() {
    return timeNs;
  }

  /** Of the table that {@link #rule} and {@link #view} are indices of. */
  public long generation() {
    return generation;
  }

  public int rule() {
    return rule;
  }

  /** Counts the events of the rule on that CPU. */
  public long ruleSeq() {
    return ruleSeq;
  }

  /** Events that the rule's limit held back since its last one. */
  public long suppressed() {
    return suppressed;
  }

  public int view() {
    return view;
  }

  public Abi abi() {
    return abi;
  }

  /** Number of the call really made, in {@link #abi}. */
  public int nr() {
    return nr;
  }

  public Phase phase() {
    return phase;
  }

  public Verdict verdict() {
    return verdict;
  }

  public int pid() {
    return pid;
  }

  /** Whether the filter holds could not be decided: something could not be read or was cut. */
  public boolean isUndecided() {
    return isUndecided;
  }

  public int tid() {
    return tid;
  }

  /** Null if nobody was asked about the call. */
  public Asked asked() {
    return asked;
  }

  /** Unsigned. */
  public long uid() {
    return uid;
  }

  /** What the call returned, or the refusal's -errno; else 0. */
  public long retval() {
    return retval;
  }

  /** A value; {@code array}, {@code offset} and {@code length} are its bytes, without a NUL. */
  public final class Field implements Value {
    private Var var;
    private int index;
    private Type type;
    private int flags;
    private long integer;
    private int offset;
    private int length;

    /** Of a list: its strings with a NUL between them, as long as they are joined. */
    private int listOffset;

    private long count;
    private long missing;

    public Var var() {
      return var;
    }

    /** Of PARAMS, from 1; else 0. */
    public int index() {
      return index;
    }

    public Type type() {
      return type;
    }

    /** Whether it is text or bytes to be shown as such. */
    public boolean isString() {
      return ParamType.isString(type);
    }

    public boolean isInteger() {
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

    /** Whether it is a list of strings; as a value, joined by spaces. */
    public boolean isList() {
      return (flags & SctAbi.FIELD_LIST) != 0;
    }

    /** How many strings the list had, also those that are not carried. */
    public long strings() {
      return count;
    }

    /** How many bytes of the list are not carried. */
    public long missing() {
      return missing;
    }

    /** Whether nobody has read the list to its end, so that more is missing. */
    public boolean isEndless() {
      return (flags & SctAbi.FIELD_MORE) != 0;
    }

    /** Gives the strings of the list that are carried, in order; the last one may be cut. */
    public void eachString(StringVisitor visitor) {
      int end = listOffset + length;
      int from = listOffset;
      boolean goesOn = count > 0;
      while (goesOn) {
        int to = from;
        while (to < end && strings[to] != 0) {
          to++;
        }
        visitor.visit(strings, from, to - from);
        goesOn = to < end;
        from = to + 1;
      }
    }

    @Override
    public List<Value> elements() {
      if (!isList()) {
        return null;
      }
      List<Value> list = new ArrayList<>();
      int end = listOffset + length;
      eachString(
          (array, from, bytes) ->
              list.add(new StringValue(array, from, bytes, isCut() && from + bytes == end)));
      return list;
    }

    public byte[] bytes() {
      return Arrays.copyOfRange(strings, offset, offset + length);
    }
  }

  /** Looks at a string of a list. */
  @FunctionalInterface
  public interface StringVisitor {
    /** The bytes, without a NUL. */
    void visit(byte[] array, int offset, int length);
  }

  /** Whether values of the type travel as 64 bits; all others are bytes. */
  public static boolean isInteger(Type type) {
    return type.kind() == Kind.INT;
  }

  public int fieldCount() {
    return fieldCount;
  }

  public Field field(int i) {
    return fields.get(i);
  }

  /** The value of a variable other than PARAMS, or null if no field carries it. */
  public Field field(Var var) {
    return field(var, 0);
  }

  public Field field(Var var, int index) {
    for (int i = 0; i < fieldCount; i++) {
      Field field = fields.get(i);
      if (field.var == var && field.index == index) {
        return field;
      }
    }
    return null;
  }

  /** Whether {@code retval} says anything. */
  public boolean hasRetval() {
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
      case ABI -> ofHead(Type.U32, abi.number());
      case SYSCALL -> ofHead(Type.U32, (long) abi.number() << 16 | nr);
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
    field.listOffset = 0;
    field.count = 0;
    field.missing = 0;
    return field;
  }

  void addInteger(Var var, int index, Type type, int flags, long value) {
    add(var, index, type, flags).integer = value;
  }

  void addBytes(Var var, int index, Type type, int flags, ByteBuffer from, int at, int length) {
    Field field = add(var, index, type, flags);
    field.offset = put(from, at, length);
    field.length = length;
  }

  /**
   * A list: {@code length} bytes with a NUL between its strings.
   *
   * @param bytes what they are that long of
   */
  void addList(
      Var var, int index, int flags, long count, long bytes, ByteBuffer from, int at, int length) {
    addBytes(var, index, Type.ARGV, flags, from, at, length);
    Field field = fields.get(fieldCount - 1);
    for (int i = field.offset; i < field.offset + length; i++) {
      if (strings[i] == 0) {
        strings[i] = ' ';
      }
    }
    field.listOffset = put(from, at, length);
    field.count = count;
    field.missing = bytes - length;
  }

  /** Keeps bytes; gives where. */
  private int put(ByteBuffer from, int at, int length) {
    if (length > strings.length - stringBytes) {
      strings = Arrays.copyOf(strings, Math.max(2 * strings.length, stringBytes + length));
    }
    from.get(at, strings, stringBytes, length);
    stringBytes += length;
    return stringBytes - length;
  }
}
