// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** A trace for which the disk has no room: that is said, and nothing is left of it. */
class FullDiskTest {
  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder()
              .setAttributeViews("basic", "owner", "posix", "unix")
              .setBlockSize(512)
              .setMaxSize(256 << 10)
              .setMaxCacheSize(0)
              .build());

  private void write(int events) throws RecordSourceException {
    Recorded origin = Recorded.under(Tables.withFormats("x"));
    try (TraceWriter writer =
        new TraceWriter(disk.getPath("/work/trace"), new Generations(Trace.silent()))) {
      for (int i = 0; i < events; i++) {
        Records records = new Records().event(1, 0, i).seq(i);
        records.integer(Var.PARAMS, 1, Type.S32, i);
        RecordDecoder decoder = origin.decoder(records.bytes());
        writer.format(decoder.next(), new Bytes());
      }
      writer.finish();
    }
  }

  private void assertLeavesNothing(int events) throws IOException {
    var e = assertThrows(RecordSourceException.class, () -> write(events));
    assertTrue(e.getMessage().startsWith("cannot write the trace /work/trace: "), e.getMessage());
    assertTrue(e.getMessage().endsWith("out of disk space"), e.getMessage());
    try (var left = Files.list(disk.getPath("/work"))) {
      assertEquals(0, left.filter(path -> !path.endsWith("other")).count());
    }
  }

  @Test
  void inTheMiddle() throws IOException {
    assertLeavesNothing(10_000);
  }

  @Test
  void atTheEnd() throws IOException {
    Path other = disk.getPath("/work/other");
    Files.write(other, new byte[254 << 10]);
    assertLeavesNothing(1);
  }
}
