// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.table.Disassembler;

/** {@code sct_config dump FILE...}: the table, as a listing or as it goes to the kernel. */
public final class Dump {
  private Dump() {}

  public static int run(Session session) {
    Compilation compilation = RuleFiles.compile(session);
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    if (session.options().output().raw()) {
      session.out().writeBytes(compilation.bytes());
    } else {
      session.out().print(Disassembler.print(compilation.table()));
    }
    return ExitStatus.OK;
  }
}
