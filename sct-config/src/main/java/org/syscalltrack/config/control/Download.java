// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.util.Arrays;
import java.util.List;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

/**
 * {@code sct_config download}: the text that lies beside the rules in the kernel. It is compiled
 * again and compared, so that what is shown is what is enforced.
 */
public final class Download {
  private static final String WARNING =
      "the rules in force are not what this text compiles to;"
          + " they were uploaded by another release, or by another program";

  private Download() {}

  public static int run(Session session) throws DeviceException {
    Table table;
    try (ControlDevice device = session.open()) {
      table = device.download(0);
    }
    session.trace().note("generation {}: {} bytes", table.generation(), table.bytes().length);
    if (table.bytes().length == 0) {
      session.err().println("sct_config: no rules are in force");
      return ExitStatus.OK;
    }
    String text;
    try {
      text = TableReader.read(table.bytes()).text();
    } catch (TableFormatException e) {
      session.err().println("sct_config: the kernel's rules: " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
    Compilation again = Compiler.compile(List.of(new SourceText("<kernel>", text)));
    boolean same = Arrays.equals(again.bytes(), table.bytes());
    if (!same) {
      session.out().println("# WARNING: " + WARNING);
      session.err().println("sct_config: " + WARNING);
    }
    session.out().print(text);
    return same ? ExitStatus.OK : ExitStatus.TROUBLE;
  }
}
