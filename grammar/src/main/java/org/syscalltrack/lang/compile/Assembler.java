// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.table.Insn;

/** Collects instructions with labels for jump targets, which are all forward. */
final class Assembler {
  /** A place in the program, known when it is reached. */
  static final class Label {
    private int at = -1;
    private boolean used;

    /** Whether something jumps here. */
    boolean isUsed() {
      return used;
    }
  }

  private record Pending(Insn insn, Label target, Span span) {}

  private final List<Pending> code = new ArrayList<>();

  int size() {
    return code.size();
  }

  void plain(Span span, Op op, int dst, int a, int b, long imm) {
    code.add(new Pending(new Insn(op, dst, a, b, 0, imm, null), null, span));
  }

  void jump(Span span, Op op, int a, int b, long imm, ByteString string, Label target) {
    target.used = true;
    code.add(new Pending(new Insn(op, 0, a, b, 0, imm, string), target, span));
  }

  /** A comparison of a text, or of each string of a list. */
  void compare(Span span, Op op, int each, int a, int b, ByteString string, Label target) {
    target.used = true;
    code.add(new Pending(new Insn(op, each, a, b, 0, 0, string), target, span));
  }

  void place(Label label) {
    label.at = code.size();
  }

  void ret(Span span, boolean matches) {
    plain(span, Op.RET, 0, 0, 0, matches ? 1 : 0);
  }

  /** The program; all labels have been placed. A jump to RET becomes that RET. */
  Program finish() {
    for (int i = 0; i < code.size(); i++) {
      Pending p = code.get(i);
      if (p.insn().op() == Op.JMP && insn(p.target()).op() == Op.RET) {
        code.set(i, new Pending(insn(p.target()), null, p.span()));
      }
    }
    dropUnreachedEnd();
    List<Insn> insns = new ArrayList<>(code.size());
    List<Span> spans = new ArrayList<>(code.size());
    for (Pending p : code) {
      Insn i = p.insn();
      int target = p.target() == null ? 0 : p.target().at;
      insns.add(new Insn(i.op(), i.dst(), i.a(), i.b(), target, i.imm(), i.string()));
      spans.add(p.span());
    }
    return new Program(insns, spans);
  }

  private Insn insn(Label label) {
    return code.get(label.at).insn();
  }

  /** A last RET that no jump leads to any more, behind another one. */
  private void dropUnreachedEnd() {
    int last = code.size() - 1;
    boolean reached = last == 0 || code.get(last - 1).insn().op() != Op.RET;
    for (Pending p : code) {
      reached |= p.target() != null && p.target().at == last;
    }
    if (!reached) {
      code.remove(last);
    }
  }
}
