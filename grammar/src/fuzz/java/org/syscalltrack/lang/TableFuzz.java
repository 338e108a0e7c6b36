// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import org.syscalltrack.lang.table.Disassembler;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

/** Any bytes are read as a table or refused. Started by scripts/fuzz-language. */
public final class TableFuzz {
  private TableFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    try {
      Disassembler.print(TableReader.read(data));
    } catch (TableFormatException e) {
      if (e.getMessage().isEmpty()) {
        throw new AssertionError(e);
      }
    }
  }
}
