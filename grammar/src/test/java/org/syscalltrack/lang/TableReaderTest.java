// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.table.Disassembler;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

class TableReaderTest {
  private static byte[] table() {
    String rule =
        "rule { syscall_name = unlink rule_name = r when = before"
            + " filter_expression { PARAMS[1] == \"/etc/passwd\" && UID == 0 }"
            + " action { type = FAIL error_code = 1 } }";
    return Compiler.compile(List.of(new SourceText("r", rule))).bytes();
  }

  @Test
  void noBytesAreTheEmptyTable() throws TableFormatException {
    assertTrue(TableReader.read(new byte[0]).rules().isEmpty());
  }

  @Test
  void otherVersionIsNamed() {
    byte[] bytes = table();
    bytes[SctAbi.TABLE_VERSION_OFFSET]++;
    assertEquals(
        "rule table of format version 3, this tool knows 2",
        assertThrows(TableFormatException.class, () -> TableReader.read(bytes)).getMessage());
  }

  @Test
  void damagedTablesAreRefusedOrRead() {
    byte[] good = table();
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        Disassembler.print(TableReader.read(bytes));
      } catch (TableFormatException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000);
  }

  @Test
  void shortTablesAreRefused() {
    byte[] good = table();
    for (int length = 1; length < SctAbi.TABLE_SIZE; length++) {
      byte[] bytes = java.util.Arrays.copyOf(good, length);
      assertThrows(TableFormatException.class, () -> TableReader.read(bytes));
    }
  }
}
