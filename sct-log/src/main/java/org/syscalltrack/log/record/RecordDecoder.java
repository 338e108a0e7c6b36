// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Ask;
import org.syscalltrack.abi.Change;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.RecordType;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.source.Batch;

/**
 * Takes batches of records apart. Every length is checked before it is used; each call of {@link
 * #next} moves on, whatever the bytes are. If only the inside of a record is wrong, the next one is
 * found by the record's length; if the length is wrong, the rest of the batch is given up.
 *
 * <p>An {@link Event} is good until the next one is asked for.
 */
public final class RecordDecoder {
  private static final int ALIGNMENT = 8;
  private static final int IP_BYTES = 16;

  /** Why bytes are no record. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String problem) {
      super(problem, null, false, false);
    }
  }

  private ByteBuffer batch;
  private long epochOffsetNs;

  /** Where the last record is in the batch, and how long. */
  private int lastStart;

  private int lastLength;
  private final Event event = new Event();

  /** Goes on with these records; what was left of the last ones is given up. */
  public void take(Batch next) {
    batch = next.bytes();
    epochOffsetNs = next.origin().epochOffsetNs();
    event.origin = next.origin();
  }

  /** Whether there was a batch. */
  public boolean hasBegun() {
    return batch != null;
  }

  public boolean hasNext() {
    return batch != null && batch.hasRemaining();
  }

  public LogRecord next() {
    int start = batch.position();
    int available = batch.remaining();
    if (available < SctAbi.RECORD_SIZE) {
      return malformed(available, "%d bytes are too few for a record".formatted(available));
    }
    int length = batch.getInt(start + SctAbi.RECORD_LEN_OFFSET);
    if (length < SctAbi.RECORD_SIZE || length > available || length % ALIGNMENT != 0) {
      return malformed(
          available,
          "record length %s, where %d bytes are left"
              .formatted(Integer.toUnsignedString(length), available));
    }
    try {
      LogRecord decoded = decode(start, start + length);
      lastStart = start;
      lastLength = length;
      batch.position(start + length);
      return decoded;
    } catch (MalformedException e) {
      return malformed(length, e.getMessage());
    }
  }

  /** A copy of the bytes of the record that was decoded last, to be decoded again later. */
  public byte[] last() {
    byte[] bytes = new byte[lastLength];
    batch.get(lastStart, bytes);
    return bytes;
  }

  private LogRecord malformed(int bytes, String problem) {
    batch.position(batch.position() + bytes);
    return new LogRecord.Malformed(bytes, problem);
  }

  private LogRecord decode(int start, int end) throws MalformedException {
    int type = u8(start + SctAbi.RECORD_TYPE_OFFSET);
    check(RecordType.isKnown(type), "unknown record type", type);
    return switch (RecordType.of(type)) {
      case EVENT -> event(start, end);
      case LOST -> lost(start, end);
      case TASK -> task(start, end);
    };
  }

  private LogRecord.Lost lost(int start, int end) throws MalformedException {
    check(end - start == SctAbi.LOST_SIZE, "wrong length of a loss record", end - start);
    long timeNs = batch.getLong(start + SctAbi.RECORD_TIME_NS_OFFSET);
    return new LogRecord.Lost(
        event.origin,
        u16(start + SctAbi.RECORD_CPU_OFFSET),
        u8(start + SctAbi.RECORD_LANE_OFFSET),
        batch.getLong(start + SctAbi.RECORD_SEQ_OFFSET),
        timeNs,
        timeNs + epochOffsetNs,
        batch.getLong(start + SctAbi.LOST_COUNT_OFFSET));
  }

  private LogRecord.Task task(int start, int end) throws MalformedException {
    check(end - start == SctAbi.TASK_SIZE, "wrong length of a task record", end - start);
    int change = u8(start + SctAbi.TASK_CHANGE_OFFSET);
    check(Change.isKnown(change), "unknown change of a task", change);
    long timeNs = batch.getLong(start + SctAbi.RECORD_TIME_NS_OFFSET);
    return new LogRecord.Task(
        event.origin,
        batch.getInt(start + SctAbi.TASK_TID_OFFSET),
        Change.of(change),
        batch.getInt(start + SctAbi.TASK_NUMBER_OFFSET),
        u8(start + SctAbi.TASK_CORE_OFFSET) != 0,
        batch.getInt(start + SctAbi.TASK_CODE_OFFSET),
        batch.getInt(start + SctAbi.TASK_SENDER_OFFSET),
        u32(start + SctAbi.TASK_UID_OFFSET),
        batch.getLong(start + SctAbi.TASK_VALUE_OFFSET),
        timeNs,
        timeNs + epochOffsetNs);
  }

  private Event event(int start, int end) throws MalformedException {
    check(end - start >= SctAbi.EVENT_SIZE, "wrong length of an event", end - start);
    int abi = u8(start + SctAbi.EVENT_ABI_OFFSET);
    int phase = u8(start + SctAbi.EVENT_PHASE_OFFSET);
    int verdict = u8(start + SctAbi.EVENT_VERDICT_OFFSET);
    check(Abi.isKnown(abi), "unknown ABI", abi);
    check(Phase.isKnown(phase), "unknown phase", phase);
    check(Verdict.isKnown(verdict), "unknown verdict", verdict);
    event.cpu = u16(start + SctAbi.RECORD_CPU_OFFSET);
    event.lane = u8(start + SctAbi.RECORD_LANE_OFFSET);
    event.seq = batch.getLong(start + SctAbi.RECORD_SEQ_OFFSET);
    event.timeNs = batch.getLong(start + SctAbi.RECORD_TIME_NS_OFFSET);
    event.epochNs = event.timeNs + epochOffsetNs;
    event.generation = batch.getLong(start + SctAbi.EVENT_GENERATION_OFFSET);
    event.rule = batch.getInt(start + SctAbi.EVENT_RULE_OFFSET);
    event.ruleSeq = batch.getLong(start + SctAbi.EVENT_RULE_SEQ_OFFSET);
    event.suppressed = Integer.toUnsignedLong(batch.getInt(start + SctAbi.EVENT_SUPPRESSED_OFFSET));
    event.view = batch.getInt(start + SctAbi.EVENT_VIEW_OFFSET);
    event.abi = Abi.of(abi);
    event.nr = u16(start + SctAbi.EVENT_NR_OFFSET);
    event.phase = Phase.of(phase);
    event.verdict = Verdict.of(verdict);
    int flags = u8(start + SctAbi.EVENT_FLAGS_OFFSET);
    event.isUndecided = (flags & SctAbi.EVENT_UNREADABLE) != 0;
    event.pid = batch.getInt(start + SctAbi.EVENT_PID_OFFSET);
    event.tid = batch.getInt(start + SctAbi.EVENT_TID_OFFSET);
    event.uid = Integer.toUnsignedLong(batch.getInt(start + SctAbi.EVENT_UID_OFFSET));
    event.retval = batch.getLong(start + SctAbi.EVENT_RETVAL_OFFSET);
    int at = start + SctAbi.EVENT_SIZE;
    event.asked = null;
    if ((flags & SctAbi.EVENT_ASKED) != 0) {
      check(end - at >= SctAbi.ASKED_SIZE, "wrong length of an event with a question", end - start);
      event.asked = asked(at);
      at += SctAbi.ASKED_SIZE;
    }
    fields(at, end, batch.getInt(start + SctAbi.EVENT_FIELD_COUNT_OFFSET));
    return event;
  }

  private Asked asked(int at) throws MalformedException {
    int why = u8(at + SctAbi.ASKED_WHY_OFFSET);
    check(Ask.isKnown(why), "unknown reason of a question", why);
    byte[] comm = new byte[SctAbi.ASKED_BY_COMM_COUNT];
    batch.get(at + SctAbi.ASKED_BY_COMM_OFFSET, comm);
    int length = 0;
    while (length < comm.length && comm[length] != 0) {
      length++;
    }
    return new Asked(
        batch.getLong(at + SctAbi.ASKED_ID_OFFSET),
        u32(at + SctAbi.ASKED_WAITED_MS_OFFSET),
        Ask.of(why),
        batch.getInt(at + SctAbi.ASKED_BY_PID_OFFSET),
        u32(at + SctAbi.ASKED_BY_UID_OFFSET),
        new String(comm, 0, length, StandardCharsets.ISO_8859_1));
  }

  /** Each field has a header, so the bytes bound the loop, however large the count is. */
  private void fields(int start, int end, int count) throws MalformedException {
    event.clearFields();
    int at = start;
    for (int left = count; left != 0; left--) {
      check(end - at >= SctAbi.FIELD_SIZE, "no room for as many fields as it should have", count);
      int length = batch.getInt(at + SctAbi.FIELD_LEN_OFFSET);
      int data = at + SctAbi.FIELD_SIZE;
      check(length >= 0 && length <= end - data, "a field is longer than its record", length);
      field(at, data, length);
      at = data + padded(length);
    }
    check(at == end, "bytes after the last field", end - at);
  }

  private void field(int at, int data, int length) throws MalformedException {
    int var = u8(at + SctAbi.FIELD_VAR_OFFSET);
    int index = u8(at + SctAbi.FIELD_INDEX_OFFSET);
    int type = u8(at + SctAbi.FIELD_TYPE_OFFSET);
    int flags = u8(at + SctAbi.FIELD_FLAGS_OFFSET);
    check(Var.isKnown(var), "unknown variable", var);
    check(Type.isKnown(type), "unknown type", type);
    boolean unreadable = (flags & (SctAbi.FIELD_NULL | SctAbi.FIELD_FAULT)) != 0;
    Type of = Type.of(type);
    if (!Event.isInteger(of)) {
      check(!unreadable || length == 0, "data of an unreadable value", length);
      check(of != Type.IP || unreadable || length == IP_BYTES, "wrong length of an IP", length);
      if ((flags & SctAbi.FIELD_LIST) != 0) {
        check(of == Type.ARGV && !unreadable, "no list has the type", type);
        list(Var.of(var), index, flags, data, length);
        return;
      }
      event.addBytes(Var.of(var), index, of, flags, batch, data, length);
    } else if (unreadable && length == 0) {
      event.addInteger(Var.of(var), index, of, flags, 0);
    } else {
      check(length == Long.BYTES, "wrong length of an integer", length);
      event.addInteger(Var.of(var), index, of, flags, batch.getLong(data));
    }
  }

  private void list(Var var, int index, int flags, int data, int length) throws MalformedException {
    check(length >= SctAbi.LIST_SIZE, "no room for the head of a list", length);
    int carried = length - SctAbi.LIST_SIZE;
    long strings = u32(data + SctAbi.LIST_STRINGS_OFFSET);
    long bytes = u32(data + SctAbi.LIST_BYTES_OFFSET);
    check(carried <= bytes, "a list has more bytes than it tells", length);
    event.addList(var, index, flags, strings, bytes, batch, data + SctAbi.LIST_SIZE, carried);
  }

  /** Records are a multiple of 8 long, so the padding of a field that fits does, too. */
  private static int padded(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  private int u8(int at) {
    return Byte.toUnsignedInt(batch.get(at));
  }

  private long u32(int at) {
    return Integer.toUnsignedLong(batch.getInt(at));
  }

  private int u16(int at) {
    return Short.toUnsignedInt(batch.getShort(at));
  }

  private static void check(boolean right, String problem, int value) throws MalformedException {
    if (!right) {
      throw new MalformedException(problem + ": " + Integer.toUnsignedString(value));
    }
  }
}
