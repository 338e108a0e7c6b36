// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.List;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.table.Insn;

/** A rule's instructions, each with the piece of the rule that it comes from. */
record Program(List<Insn> insns, List<Span> spans) {
  /** Of a rule that always matches. */
  static final Program EMPTY = new Program(List.of(), List.of());
}
