// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.Glob;
import org.syscalltrack.lang.ir.Cond;

/** Comparison of a value's bytes with a given string. */
final class StringMatch {
  private StringMatch() {}

  static boolean matches(Cond.Matches wanted, Value value) {
    ByteString text = wanted.bytes();
    int spare = value.length() - text.length();
    return switch (wanted.match()) {
      case EQUALS -> spare == 0 && !value.isCut() && isAt(0, value, text, wanted.fold());
      case STARTS -> spare >= 0 && isAt(0, value, text, wanted.fold());
      case ENDS -> spare >= 0 && isAt(spare, value, text, wanted.fold());
      case GLOB -> Glob.matches(text, wanted.fold(), value.array(), value.offset(), value.length());
      case CONTAINS -> {
        for (int at = 0; at <= spare; at++) {
          if (isAt(at, value, text, wanted.fold())) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /** Whether bytes behind those that a cut value has could change the result. */
  static boolean dependsOnTheRest(Cond.Matches wanted, Value value, boolean result) {
    return switch (wanted.match()) {
      case CONTAINS -> !result;
      case ENDS -> true;
      case GLOB -> !result || !endsOpen(wanted.bytes());
      case EQUALS, STARTS -> {
        int common = Math.min(value.length(), wanted.bytes().length());
        boolean longer = wanted.bytes().length() > value.length();
        yield longer && agree(common, 0, value, wanted.bytes(), wanted.fold());
      }
    };
  }

  private static boolean endsOpen(ByteString pattern) {
    int last = pattern.length() - 1;
    return last >= 0 && pattern.at(last) == '*' && (last == 0 || pattern.at(last - 1) != '\\');
  }

  private static boolean isAt(int at, Value value, ByteString text, boolean fold) {
    return agree(text.length(), at, value, text, fold);
  }

  private static boolean agree(int count, int at, Value value, ByteString text, boolean fold) {
    byte[] array = value.array();
    int offset = value.offset() + at;
    for (int i = 0; i < count; i++) {
      byte a = array[offset + i];
      byte b = text.at(i);
      if (a != b && !(fold && fold(a) == fold(b))) {
        return false;
      }
    }
    return true;
  }

  private static int fold(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }
}
