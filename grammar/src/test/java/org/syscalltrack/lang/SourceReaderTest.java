// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceReader;

/** Files that are no rule files. */
class SourceReaderTest {
  @TempDir Path directory;

  private static String refusal(Path path) {
    SourceException e = assertThrows(SourceException.class, () -> SourceReader.read(path));
    return DiagnosticPrinter.print(e.diagnostic()).replace(path.toString(), "FILE");
  }

  private String refusal(byte[] content) throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, content);
    return refusal(file);
  }

  @Test
  void directory() {
    assertEquals("FILE: error: is a directory, not a rule file [sct-E0103]\n", refusal(directory));
  }

  @Test
  void missingFile() {
    assertEquals("FILE: error: no such file [sct-E0101]\n", refusal(directory.resolve("nothing")));
  }

  @Test
  void hugeFileIsRefusedByItsSize() throws IOException {
    Path file = directory.resolve("huge");
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(100 << 20);
    }
    assertEquals(
        "FILE: error: larger than 16 MiB, the limit of a rule file [sct-E0105]\n", refusal(file));
  }

  @Test
  void endlessInputIsRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '\n';
          }
        };
    SourceException e =
        assertThrows(SourceException.class, () -> SourceReader.read("<stdin>", endless));
    assertEquals("larger than 16 MiB, the limit of a rule file", e.getMessage());
  }

  @Test
  void binaryFile() throws IOException {
    assertEquals(
        "FILE:1:5: error: a NUL byte: this is not a text file [sct-E0106]\n  ?ELF\n      ^\n",
        refusal(new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2, (byte) 0xff}));
  }

  @Test
  void invalidUtf8IsRefusedWithItsPlace() throws IOException {
    byte[] bytes = "rule {\n  # na\u00efve\n}".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "FILE:2:7: error: byte 0xef is not valid UTF-8 here [sct-E0107]\n    # na\n        ^\n",
        refusal(bytes));
  }

  @Test
  void byteOrderMarkIsLeftOut() throws SourceException {
    byte[] bytes = "\ufeffrule".getBytes(StandardCharsets.UTF_8);
    assertEquals("rule", SourceReader.read("x", new ByteArrayInputStream(bytes)).text());
  }
}
