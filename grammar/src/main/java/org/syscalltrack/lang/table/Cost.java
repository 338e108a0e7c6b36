// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.List;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;

/**
 * What instructions may cost at most, in steps, as abi/sct_abi_cost.h defines it and the kernel's
 * verifier counts it.
 */
public final class Cost {
  private static final int WORD = 8;

  private Cost() {}

  /** What a program costs if all of it is reached. */
  public static long of(List<Insn> code, int maxText) {
    return code.stream().mapToLong(insn -> of(insn, maxText)).sum();
  }

  /** What one instruction costs. */
  public static long of(Insn insn) {
    return of(insn, SctAbi.MAX_STRING);
  }

  /** What the look at a variable costs. */
  public static long ofLook(Var var) {
    return SctAbi.COST_LOOK * (long) maxText(var.number(), SctAbi.MAX_STRING);
  }

  private static long of(Insn insn, int maxText) {
    int max = maxText(insn.a(), maxText);
    return switch (insn.op()) {
      case LDV -> SctAbi.COST_LDV;
      case JSNUL -> SctAbi.COST_TEXT;
      case JSEQ, JSPREFIX, JSSUFFIX, JSIP ->
          SctAbi.COST_TEXT + words(insn.string()) * SctAbi.COST_WORD;
      case JSEQC, JSPREFIXC, JSSUFFIXC ->
          SctAbi.COST_TEXT + words(insn.string()) * SctAbi.COST_WORD_FOLDED;
      case JSCONTAINS, JSCONTAINSC -> SctAbi.COST_TEXT + contains(insn, max);
      case JSGLOB, JSGLOBC -> SctAbi.COST_TEXT + glob(insn, max);
      case JOBJ -> insn.a() == SctAbi.OBJECT_EXE ? SctAbi.COST_EXE : SctAbi.COST_OBJECT;
      case LDI, JMP, RET -> SctAbi.COST_INSN;
      case ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR -> SctAbi.COST_INSN;
      case JEQ, JNE, JLT, JLE, JGT, JGE, JLTU, JLEU, JGTU, JGEU, JSET -> SctAbi.COST_INSN;
      case JEQI, JNEI, JLTI, JLEI, JGTI, JGEI, JLTUI, JLEUI, JGTUI, JGEUI, JSETI ->
          SctAbi.COST_INSN;
    };
  }

  private static int maxText(int var, int maxText) {
    boolean name = var == Var.COMM.number() || var == Var.PCOMM.number();
    return name ? Math.min(maxText, SctAbi.COST_COMM) : maxText;
  }

  private static long words(ByteString string) {
    return (string.length() + WORD - 1) / WORD;
  }

  private static long contains(Insn insn, int max) {
    ByteString part = insn.string();
    boolean folded = insn.op() == Op.JSCONTAINSC;
    long rest = 0;
    if (part.length() > WORD) {
      rest = words(part) * (folded ? SctAbi.COST_WORD_FOLDED : SctAbi.COST_WORD);
      rest += SctAbi.COST_REST;
    }
    long places = Math.max(0, max - part.length() + 1);
    return search(rate(Head.ofString(part, folded), folded, rest), places);
  }

  private static long glob(Insn insn, int max) {
    ByteString pattern = insn.string();
    long rate = 0;
    boolean folded = insn.op() == Op.JSGLOBC;
    int end = endOfSegment(pattern, 0);
    while (end < pattern.length()) {
      int start = end + 1;
      end = endOfSegment(pattern, start);
      if (end > start && end < pattern.length()) {
        rate = Math.max(rate, segment(pattern, start, end, folded));
      }
    }
    return 2L * SctAbi.COST_PATTERN * pattern.length() + search(rate, max);
  }

  private static int endOfSegment(ByteString pattern, int start) {
    int at = start;
    while (at < pattern.length() && pattern.at(at) != '*') {
      at = Pattern.end(pattern, at);
    }
    return at;
  }

  private static long segment(ByteString pattern, int start, int end, boolean folded) {
    Head head = Head.ofPattern(pattern, start, end, folded);
    int compared = end - (head.hasSets() ? start : head.end());
    long rest = compared == 0 ? 0 : SctAbi.COST_REST + compared * (long) SctAbi.COST_PATTERN;
    return rate(head, folded, rest);
  }

  /** Steps for eight places of a text. */
  private static long rate(Head head, boolean folded, long rest) {
    long place = folded ? SctAbi.COST_PLACE_FOLDED : SctAbi.COST_PLACE;
    int period = head.period();
    return 8 * place + (8 * rest + period - 1) / period;
  }

  private static long search(long rate, long places) {
    return (rate * places + 7) / 8;
  }

  /**
   * What is compared at each place, up to eight bytes.
   *
   * @param bytes -1 where any byte will do
   * @param hasSets whether one of them is a set
   * @param end behind the last one, in the pattern
   */
  private record Head(int[] bytes, boolean hasSets, int end) {
    static Head ofString(ByteString part, boolean folded) {
      int[] bytes = new int[Math.min(WORD, part.length())];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = fold(part.at(i), folded);
      }
      return new Head(bytes, false, bytes.length);
    }

    static Head ofPattern(ByteString pattern, int start, int end, boolean folded) {
      int[] bytes = new int[WORD];
      int count = 0;
      int at = start;
      boolean sets = false;
      while (at < end && count < WORD) {
        int next = Pattern.end(pattern, at);
        byte kind = pattern.at(at);
        sets |= kind == '[';
        boolean any = kind == '[' || kind == '?';
        bytes[count++] = any ? -1 : fold(pattern.at(next - 1), folded);
        at = next;
      }
      return new Head(java.util.Arrays.copyOf(bytes, count), sets, at);
    }

    private static int fold(byte b, boolean folded) {
      return folded && b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b & 0xff;
    }

    /** The least distance at which two of it can stand in one text. */
    int period() {
      int distance = 1;
      while (distance < WORD && !overlapsAt(distance)) {
        distance++;
      }
      return distance;
    }

    private boolean overlapsAt(int distance) {
      for (int i = distance; i < bytes.length; i++) {
        int one = bytes[i];
        int other = bytes[i - distance];
        if (one >= 0 && other >= 0 && one != other) {
          return false;
        }
      }
      return true;
    }
  }
}
