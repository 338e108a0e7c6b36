// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Origin;

class RecordDecoderTest {
  private static List<LogRecord> decode(byte[] bytes) {
    Batch batch = new Recorded(generation -> null, 1_000).batch(bytes);
    RecordDecoder decoder = new RecordDecoder();
    decoder.take(batch);
    List<LogRecord> records = new ArrayList<>();
    while (decoder.hasNext()) {
      int before = batch.bytes().position();
      records.add(decoder.next());
      assertTrue(batch.bytes().position() > before, "it moves on");
    }
    return records;
  }

  private static byte[] oneEvent() {
    return new Records()
        .event(3, 2, 77)
        .call(Abi.IA32, 301)
        .verdict(Verdict.FAILED, -1)
        .uid(-2)
        .string(Var.PARAMS, 1, SctAbi.FIELD_CUT, "./dummy")
        .integer(Var.PARAMS, 2, Type.S32, -100)
        .field(Var.PARAMS, 3, Type.STR, SctAbi.FIELD_NULL, new byte[0])
        .string(Var.COMM, 0, 0, "rm")
        .bytes();
  }

  @Test
  void valuesOfAllTypes() {
    byte[] ip = new byte[16];
    byte[] bytes =
        new Records()
            .event(3, 2, 77)
            .suppressed(5, 9)
            .field(Var.PARAMS, 2, Type.BYTES, SctAbi.FIELD_CUT, new byte[] {0, -1})
            .field(Var.PARAMS, 3, Type.SADDR, 0, new byte[] {1, 0})
            .field(Var.PARAMS, 7, Type.IP, 0, ip)
            .integer(Var.PARAMS, 8, Type.PORT, 80)
            .field(Var.PARAMS, 9, Type.IP, SctAbi.FIELD_NULL, new byte[0])
            .field(Var.PARAMS, 10, Type.IP, 0, new byte[4])
            .bytes();
    var whole = (LogRecord.Malformed) decode(bytes).get(0);
    assertEquals("wrong length of an IP: 4", whole.problem());
    bytes[SctAbi.EVENT_FIELD_COUNT_OFFSET]--;
    bytes = java.util.Arrays.copyOf(bytes, bytes.length - 16);
    bytes[0] -= 16;
    var event = (Event) decode(bytes).get(0);
    assertEquals(5, event.suppressed());
    assertEquals(9, event.ruleSeq());
    assertArrayEquals(new byte[] {0, -1}, event.field(0).bytes());
    assertTrue(event.field(0).isString() && event.field(0).isCut());
    assertArrayEquals(new byte[] {1, 0}, event.field(1).bytes());
    assertFalse(event.field(1).isString() || event.field(1).isInteger());
    assertArrayEquals(ip, event.field(2).bytes());
    assertEquals(80, event.field(3).integer());
    assertTrue(event.field(4).isNull());
  }

  @Test
  void decodesAnEvent() {
    var event = (Event) decode(oneEvent()).get(0);
    assertEquals(3, event.generation());
    assertEquals(2, event.rule());
    assertEquals(Abi.IA32, event.abi());
    assertEquals(301, event.nr());
    assertEquals(Phase.BEFORE, event.phase());
    assertEquals(Verdict.FAILED, event.verdict());
    assertEquals(-1, event.retval());
    assertEquals(100, event.pid());
    assertEquals(101, event.tid());
    assertEquals(0xffff_fffeL, event.uid());
    assertEquals(1, event.cpu());
    assertEquals(5, event.seq());
    assertEquals(77, event.timeNs());

    assertEquals(4, event.fieldCount());
    Event.Field path = event.field(0);
    assertEquals(1, path.index());
    assertTrue(path.isString() && path.isCut() && !path.isNull() && !path.isUnreadable());
    assertArrayEquals("./dummy".getBytes(StandardCharsets.UTF_8), path.bytes());
    assertEquals(-100, event.field(1).integer());
    assertTrue(event.field(2).isNull());
    assertArrayEquals(new byte[] {'r', 'm'}, event.field(Var.COMM).bytes());
    assertNull(event.field(Var.EUID));
  }

  @Test
  void anUnreadableIntegerMayHaveNoData() {
    for (int length : new int[] {0, 8}) {
      byte[] bytes =
          new Records()
              .event(1, 0, 1)
              .field(Var.PARAMS, 1, Type.S64, SctAbi.FIELD_FAULT, new byte[length])
              .bytes();
      var event = (Event) decode(bytes).get(0);
      assertTrue(event.field(0).isUnreadable());
    }
  }

  @Test
  void leavesNothingOfTheEventBefore() {
    byte[] bytes = new Records().raw(oneEvent()).event(1, 0, 1).string(Var.COMM, 0, 0, "x").bytes();
    RecordDecoder decoder = new Recorded(generation -> null).decoder(bytes);
    LogRecord first = decoder.next();
    Event second = (Event) decoder.next();
    assertSame(first, second);
    assertEquals(1, second.fieldCount());
    assertArrayEquals(new byte[] {'x'}, second.field(Var.COMM).bytes());
    assertEquals(0, second.retval);
  }

  @Test
  void decodesSeveralInOrder() {
    List<LogRecord> records =
        decode(new Records().lost(1, 17, 5).event(1, 0, 6).lost(0, 1, 7).bytes());
    Origin origin = ((Event) records.get(1)).origin();
    assertEquals(new LogRecord.Lost(origin, 1, 0, 0, 5, 1_005, 17), records.get(0));
    assertEquals(6, ((Event) records.get(1)).timeNs);
    assertEquals(1_006, ((Event) records.get(1)).epochNs());
    assertEquals(new LogRecord.Lost(origin, 0, 0, 0, 7, 1_007, 1), records.get(2));
    assertEquals(3, records.size());
  }

  @ParameterizedTest
  @CsvSource({"0", "8", "23", "28", "-8", "2147483640", "104"})
  void wrongLengthGivesUpTheBatch(int length) {
    byte[] bytes = new Records().lost(0, 1, 1).lost(0, 2, 2).lost(0, 3, 3).bytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(SctAbi.LOST_SIZE, length);
    List<LogRecord> records = decode(bytes);
    assertEquals(2, records.size());
    var malformed = (LogRecord.Malformed) records.get(1);
    assertEquals(2 * SctAbi.LOST_SIZE, malformed.bytes());
    assertTrue(malformed.problem().contains("record length"), malformed.problem());
  }

  /** Offset of a byte or number in the event, what is put there, and the complaint. */
  @ParameterizedTest
  @CsvSource({
    "4, 9, unknown record type: 9",
    "4, 2, wrong length of a loss record",
    "42, 99, unknown ABI: 99",
    "43, 2, unknown phase: 2",
    "44, 200, unknown verdict: 200",
    "60, 5, no room for as many fields as it should have: 5",
    "60, 3, bytes after the last field: 16",
    "88, 99, unknown variable: 99",
    "90, 0, unknown type: 0",
    "90, 2, wrong length of an integer: 7",
    "91, 2, data of an unreadable value: 7",
    "92, 100, a field is longer than its record: 100"
  })
  void wrongInsideCostsOneRecord(int offset, int value, String problem) {
    byte[] event = oneEvent();
    event[offset] = (byte) value;
    List<LogRecord> records = decode(new Records().raw(event).lost(0, 1, 1).bytes());
    assertEquals(2, records.size());
    var malformed = (LogRecord.Malformed) records.get(0);
    assertEquals(event.length, malformed.bytes());
    assertTrue(malformed.problem().contains(problem), malformed.problem());
    assertTrue(records.get(1) instanceof LogRecord.Lost);
  }

  @Test
  void everyCutIsNoticed() {
    byte[] event = oneEvent();
    for (int length = 1; length < event.length; length++) {
      List<LogRecord> records = decode(java.util.Arrays.copyOf(event, length));
      assertEquals(1, records.size());
      assertEquals(length, ((LogRecord.Malformed) records.get(0)).bytes());
    }
  }

  @Test
  void randomBytesNeverBreakIt() {
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertFalse(decode(bytes).stream().anyMatch(r -> r instanceof Event));
    }
  }

  /** Damaged events: more of the decoder is reached than with random bytes. */
  @Test
  void flippedBitsNeverBreakIt() {
    Random random = new Random(43);
    byte[] good = new Records().raw(oneEvent()).lost(3, 9, 1).raw(oneEvent()).bytes();
    int malformed = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      malformed += decode(bytes).stream().filter(r -> r instanceof LogRecord.Malformed).count();
    }
    assertTrue(malformed > 1000, "the flips reached the checks: " + malformed);
  }
}
