// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSource.Ready;
import org.syscalltrack.source.RecordSourceException;

class PipeSourceTest {
  private static final byte[] TABLE = {1, 2, 3};

  private final PipedOutputStream out = new PipedOutputStream();

  private PipeSource source() throws IOException {
    return new PipeSource(new PipedInputStream(out, 1 << 20), TABLE, 7);
  }

  /** A record of that length, all of whose other bytes are {@code fill}. */
  private static byte[] record(int length, int fill) {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    for (int i = 0; i < length; i++) {
      bytes.put(i, (byte) fill);
    }
    return bytes.putInt(0, length).array();
  }

  private void send(byte[] bytes, int from, int to) throws IOException {
    out.write(bytes, from, to - from);
    out.flush();
  }

  /** All that is still to come, in whole records. */
  private static byte[] rest(PipeSource source) throws RecordSourceException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (source.await(RecordSource.NO_OUTPUT, 5000) == Ready.RECORDS) {
      Batch batch = source.read();
      if (batch == null) {
        return all.toByteArray();
      }
      byte[] bytes = new byte[batch.bytes().remaining()];
      batch.bytes().get(bytes);
      for (int at = 0; at < bytes.length; ) {
        at += ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(at);
        assertFalse(at > bytes.length, "a batch ends within a record");
      }
      all.writeBytes(bytes);
    }
    throw new AssertionError("no end within 5 s");
  }

  @Test
  void recordsAreWholeHoweverTheyCome() throws Exception {
    byte[] one = record(24, 1);
    byte[] two = record(4096, 2);
    PipeSource source = source();
    Thread writer =
        new Thread(
            () -> {
              try {
                send(one, 0, 2);
                Thread.sleep(50);
                send(one, 2, 24);
                send(two, 0, 100);
                Thread.sleep(50);
                send(two, 100, 4096);
                send(one, 0, 24);
                out.close();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    byte[] all = rest(source);
    writer.join();
    ByteBuffer expected = ByteBuffer.allocate(24 + 4096 + 24).put(one).put(two).put(one);
    assertArrayEquals(expected.array(), all);
  }

  @Test
  void manyRecordsAreNotHeldUp() throws Exception {
    PipeSource source = source();
    byte[] record = record(1000, 3);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 5000; i++) {
                  send(record, 0, 1000);
                }
                out.close();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    assertEquals(5_000_000, rest(source).length);
    writer.join();
  }

  @Test
  void whatIsNoRecordIsPassedOn() throws Exception {
    PipeSource source = source();
    send(new byte[16], 0, 16);
    assertEquals(Ready.RECORDS, source.await(RecordSource.NO_OUTPUT, 5000));
    assertEquals(16, source.read().bytes().remaining());
    out.close();
  }

  @Test
  void waitsNoLongerThanAsked() throws Exception {
    PipeSource source = source();
    assertEquals(Ready.NOTHING, source.await(RecordSource.NO_OUTPUT, 20));
    assertFalse(source.read().bytes().hasRemaining());
    out.close();
  }

  @Test
  void aWaitCanBeEnded() throws Exception {
    PipeSource source = source();
    Thread waker =
        new Thread(
            () -> {
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              source.wake();
            });
    waker.start();
    assertEquals(Ready.WOKEN, source.await(RecordSource.NO_OUTPUT, RecordSource.NO_TIMEOUT));
    waker.join();
    out.close();
  }

  @Test
  void theEndStaysTheEnd() throws Exception {
    PipeSource source = source();
    out.close();
    assertEquals(Ready.RECORDS, source.await(RecordSource.NO_OUTPUT, 5000));
    assertNull(source.read());
    assertEquals(Ready.RECORDS, source.await(RecordSource.NO_OUTPUT, 5000));
    assertNull(source.read());
  }

  @Test
  void aBrokenPipeIsAnError() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }
        };
    PipeSource source = new PipeSource(broken, TABLE, 7);
    assertEquals(Ready.RECORDS, source.await(RecordSource.NO_OUTPUT, 5000));
    RecordSourceException e = assertThrows(RecordSourceException.class, source::read);
    assertEquals("cannot read records: broken", e.getMessage());
  }

  @Test
  void itsOriginHasTheTable() throws Exception {
    PipeSource source = source();
    send(record(24, 1), 0, 24);
    source.await(RecordSource.NO_OUTPUT, 5000);
    Batch batch = source.read();
    assertNotNull(batch);
    assertSame(TABLE, batch.origin().table(1));
    assertEquals(7, batch.origin().epochOffsetNs());
    out.close();
  }
}
