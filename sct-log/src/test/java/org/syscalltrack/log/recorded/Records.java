// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.recorded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Ask;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.RecordType;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;

/** Writes records as the kernel does. */
public final class Records {
  private final ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
  private int record;

  public byte[] bytes() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  /** Begins an event: unlinkat by pid 100, tid 101, uid 1000, on CPU 1. */
  public Records event(long generation, int rule, long timeNs) {
    begin(RecordType.EVENT, 1, 5, timeNs, SctAbi.EVENT_SIZE);
    out.putLong(record + SctAbi.EVENT_GENERATION_OFFSET, generation);
    out.putInt(record + SctAbi.EVENT_RULE_OFFSET, rule);
    out.putShort(record + SctAbi.EVENT_NR_OFFSET, (short) 263);
    out.putInt(record + SctAbi.EVENT_PID_OFFSET, 100);
    out.putInt(record + SctAbi.EVENT_TID_OFFSET, 101);
    out.putInt(record + SctAbi.EVENT_UID_OFFSET, 1000);
    return this;
  }

  /** Its number in its lane. */
  public Records seq(long seq) {
    out.putLong(record + SctAbi.RECORD_SEQ_OFFSET, seq);
    return this;
  }

  public Records cpu(int cpu) {
    out.putShort(record + SctAbi.RECORD_CPU_OFFSET, (short) cpu);
    return this;
  }

  public Records call(Abi abi, int nr) {
    out.put(record + SctAbi.EVENT_ABI_OFFSET, (byte) abi.number());
    out.putShort(record + SctAbi.EVENT_NR_OFFSET, (short) nr);
    return this;
  }

  public Records view(int view) {
    out.putInt(record + SctAbi.EVENT_VIEW_OFFSET, view);
    return this;
  }

  public Records pid(int pid) {
    out.putInt(record + SctAbi.EVENT_PID_OFFSET, pid);
    return this;
  }

  public Records tid(int tid) {
    out.putInt(record + SctAbi.EVENT_TID_OFFSET, tid);
    return this;
  }

  public Records after(long retval) {
    out.put(record + SctAbi.EVENT_PHASE_OFFSET, (byte) Phase.AFTER.number());
    out.putLong(record + SctAbi.EVENT_RETVAL_OFFSET, retval);
    return this;
  }

  public Records verdict(Verdict verdict, long retval) {
    out.put(record + SctAbi.EVENT_VERDICT_OFFSET, (byte) verdict.number());
    out.putLong(record + SctAbi.EVENT_RETVAL_OFFSET, retval);
    return this;
  }

  public Records suppressed(int count, long ruleSeq) {
    out.putInt(record + SctAbi.EVENT_SUPPRESSED_OFFSET, count);
    out.putLong(record + SctAbi.EVENT_RULE_SEQ_OFFSET, ruleSeq);
    return this;
  }

  public Records flags(int flags) {
    out.put(record + SctAbi.EVENT_FLAGS_OFFSET, (byte) flags);
    return this;
  }

  /**
   * Before the fields: what somebody was asked; by pid 81 of uid 7, if {@code comm} is not null.
   */
  public Records asked(long id, Ask why, int waitedMs, String comm) {
    int at = out.position();
    out.put(record + SctAbi.EVENT_FLAGS_OFFSET, (byte) SctAbi.EVENT_ASKED);
    out.putLong(at + SctAbi.ASKED_ID_OFFSET, id);
    out.putInt(at + SctAbi.ASKED_WAITED_MS_OFFSET, waitedMs);
    out.put(at + SctAbi.ASKED_WHY_OFFSET, (byte) why.number());
    if (comm != null) {
      out.putInt(at + SctAbi.ASKED_BY_PID_OFFSET, 81);
      out.putInt(at + SctAbi.ASKED_BY_UID_OFFSET, 7);
      out.put(at + SctAbi.ASKED_BY_COMM_OFFSET, comm.getBytes(StandardCharsets.UTF_8));
    }
    out.position(at + SctAbi.ASKED_SIZE);
    out.putInt(record + SctAbi.RECORD_LEN_OFFSET, out.position() - record);
    return this;
  }

  public Records uid(int uid) {
    out.putInt(record + SctAbi.EVENT_UID_OFFSET, uid);
    return this;
  }

  public Records integer(Var var, int index, Type type, long value) {
    byte[] data = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(0, value).array();
    return field(var, index, type, 0, data);
  }

  public Records string(Var var, int index, int flags, String text) {
    return field(var, index, Type.STR, flags, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Strings of {@code bytes} with a NUL between them, of which those are carried. */
  public Records list(int index, int flags, int strings, int bytes, byte[] carried) {
    ByteBuffer data = ByteBuffer.allocate(SctAbi.LIST_SIZE + carried.length);
    data.order(ByteOrder.nativeOrder());
    data.putInt(SctAbi.LIST_STRINGS_OFFSET, strings).putInt(SctAbi.LIST_BYTES_OFFSET, bytes);
    data.put(SctAbi.LIST_SIZE, carried);
    return field(Var.PARAMS, index, Type.ARGV, SctAbi.FIELD_LIST | flags, data.array());
  }

  public Records field(Var var, int index, Type type, int flags, byte[] data) {
    int at = out.position();
    out.put(at + SctAbi.FIELD_VAR_OFFSET, (byte) var.number());
    out.put(at + SctAbi.FIELD_INDEX_OFFSET, (byte) index);
    out.put(at + SctAbi.FIELD_TYPE_OFFSET, (byte) type.number());
    out.put(at + SctAbi.FIELD_FLAGS_OFFSET, (byte) flags);
    out.putInt(at + SctAbi.FIELD_LEN_OFFSET, data.length);
    out.put(at + SctAbi.FIELD_SIZE, data);
    int end = at + SctAbi.FIELD_SIZE + (data.length + 7) / 8 * 8;
    out.position(end);
    out.putInt(record + SctAbi.RECORD_LEN_OFFSET, end - record);
    int count = record + SctAbi.EVENT_FIELD_COUNT_OFFSET;
    out.putInt(count, out.getInt(count) + 1);
    return this;
  }

  public Records lost(int cpu, long count, long timeNs) {
    begin(RecordType.LOST, cpu, 0, timeNs, SctAbi.LOST_SIZE);
    out.putLong(record + SctAbi.LOST_COUNT_OFFSET, count);
    return this;
  }

  public Records raw(byte[] bytes) {
    out.put(bytes);
    return this;
  }

  private void begin(RecordType type, int cpu, long seq, long timeNs, int size) {
    record = out.position();
    out.putInt(record + SctAbi.RECORD_LEN_OFFSET, size);
    out.put(record + SctAbi.RECORD_TYPE_OFFSET, (byte) type.number());
    out.putShort(record + SctAbi.RECORD_CPU_OFFSET, (short) cpu);
    out.putLong(record + SctAbi.RECORD_SEQ_OFFSET, seq);
    out.putLong(record + SctAbi.RECORD_TIME_NS_OFFSET, timeNs);
    out.position(record + size);
  }
}
