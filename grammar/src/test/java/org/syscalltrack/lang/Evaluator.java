// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.Glob;
import org.syscalltrack.lang.table.Insn;

/** What sct_abi.h says of the opcodes, done: runs a program as the kernel does. */
final class Evaluator {
  /** Values of an event: Long, ByteString, a list of them, or null for a NULL string or list. */
  private final Map<String, Object> event;

  private final long[] registers = new long[SctAbi.NREGS];
  private final boolean[] written = new boolean[SctAbi.NREGS];

  private Evaluator(Map<String, Object> event) {
    this.event = event;
  }

  static boolean matches(List<Insn> code, Map<String, Object> event) {
    return code.isEmpty() || new Evaluator(event).run(code);
  }

  private boolean run(List<Insn> code) {
    int pc = 0;
    while (true) {
      Insn i = code.get(pc);
      switch (i.op()) {
        case RET -> {
          return i.imm() != 0;
        }
        case LDI -> write(i.dst(), i.imm());
        case LDV -> write(i.dst(), (Long) event.get(name(i)));
        case ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR ->
            write(i.dst(), compute(i.op(), read(i.a()), read(i.b())));
        default -> {
          if (jumps(i)) {
            if (i.target() <= pc) {
              throw new IllegalStateException("jump backward at " + pc);
            }
            pc = i.target() - 1;
          }
        }
      }
      pc++;
    }
  }

  private static String name(Insn i) {
    return i.a() == Var.PARAMS.number() ? "PARAMS[" + i.b() + "]" : Var.of(i.a()).text();
  }

  private void write(int register, long value) {
    registers[register] = value;
    written[register] = true;
  }

  private long read(int register) {
    if (!written[register]) {
      throw new IllegalStateException("r" + register + " is read before it is written");
    }
    return registers[register];
  }

  private static long compute(Op op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : a / b;
      case MOD -> b == 0 ? 0 : a % b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << (b & 63);
      case SHR -> a >> (b & 63);
      default -> throw new IllegalStateException(op.text());
    };
  }

  private boolean jumps(Insn i) {
    return switch (i.op()) {
      case JMP -> true;
      case JEQ -> read(i.a()) == read(i.b());
      case JNE -> read(i.a()) != read(i.b());
      case JLT -> read(i.a()) < read(i.b());
      case JLE -> read(i.a()) <= read(i.b());
      case JGT -> read(i.a()) > read(i.b());
      case JGE -> read(i.a()) >= read(i.b());
      case JLTU -> Long.compareUnsigned(read(i.a()), read(i.b())) < 0;
      case JLEU -> Long.compareUnsigned(read(i.a()), read(i.b())) <= 0;
      case JGTU -> Long.compareUnsigned(read(i.a()), read(i.b())) > 0;
      case JGEU -> Long.compareUnsigned(read(i.a()), read(i.b())) >= 0;
      case JSET -> (read(i.a()) & read(i.b())) != 0;
      case JEQI -> read(i.a()) == i.imm();
      case JNEI -> read(i.a()) != i.imm();
      case JLTI -> read(i.a()) < i.imm();
      case JLEI -> read(i.a()) <= i.imm();
      case JGTI -> read(i.a()) > i.imm();
      case JGEI -> read(i.a()) >= i.imm();
      case JLTUI -> Long.compareUnsigned(read(i.a()), i.imm()) < 0;
      case JLEUI -> Long.compareUnsigned(read(i.a()), i.imm()) <= 0;
      case JGTUI -> Long.compareUnsigned(read(i.a()), i.imm()) > 0;
      case JGEUI -> Long.compareUnsigned(read(i.a()), i.imm()) >= 0;
      case JSETI -> (read(i.a()) & i.imm()) != 0;
      case JSNUL -> event.get(name(i)) == null;
      default -> stringJumps(i);
    };
  }

  private boolean stringJumps(Insn i) {
    if (i.dst() != 0) {
      List<?> strings = event.get(name(i)) instanceof List<?> list ? list : List.of();
      return Each.of(i.dst()) == Each.ANY
          ? strings.stream().anyMatch(string -> stringJumps(i, (ByteString) string))
          : strings.stream().allMatch(string -> stringJumps(i, (ByteString) string));
    }
    return event.get(name(i)) instanceof ByteString value && stringJumps(i, value);
  }

  private static boolean stringJumps(Insn i, ByteString value) {
    String a = latin1(value);
    String b = latin1(i.string());
    return switch (i.op()) {
      case JSEQ -> a.equals(b);
      case JSCONTAINS -> a.contains(b);
      case JSPREFIX -> a.startsWith(b);
      case JSSUFFIX -> a.endsWith(b);
      case JSEQC -> fold(a).equals(fold(b));
      case JSCONTAINSC -> fold(a).contains(fold(b));
      case JSPREFIXC -> fold(a).startsWith(fold(b));
      case JSSUFFIXC -> fold(a).endsWith(fold(b));
      case JSGLOB -> Glob.matches(i.string(), false, value.bytes(), 0, value.length());
      case JSGLOBC -> Glob.matches(i.string(), true, value.bytes(), 0, value.length());
      default -> throw new IllegalStateException(i.op().text());
    };
  }

  private static String latin1(ByteString s) {
    return new String(s.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static String fold(String s) {
    StringBuilder out = new StringBuilder();
    s.chars().forEach(c -> out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return out.toString();
  }
}
