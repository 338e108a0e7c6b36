// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.syscalltrack.lang.ast.ByteString;

/** Random filters over the lists of execve, and events with lists of all kinds. */
final class RandomLists {
  static final String ARGV = "PARAMS.argv";
  static final String ENVP = "PARAMS.envp";

  private static final List<String> WORDS =
      List.of("", "a", "-rf", "--force", "a b", "LD_PRELOAD=/tmp/x.so", "PATH=/bin", "PATH", "A=");
  private static final List<String> WANTED =
      List.of("", "a", "-rf", "f", "a b", "LD_", "PATH=/bin", "/tmp/x.so", "/bin", "-RF", "X.SO");
  private static final List<String> PATTERNS =
      List.of("*", "a*", "*b", "-?f", "*=*", "[!-]*", "", "?", "LD_*.so", "*/BIN");

  private final Random random;

  RandomLists(long seed) {
    random = new Random(seed);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  Map<String, Object> event() {
    Map<String, Object> event = new HashMap<>();
    event.put(ARGV, list());
    event.put(ENVP, list());
    return event;
  }

  private List<ByteString> list() {
    if (random.nextInt(8) == 0) {
      return null;
    }
    // Some are longer than a word of the kernel's marks.
    int count = random.nextInt(10) == 0 ? random.nextInt(80) : random.nextInt(5);
    List<ByteString> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(ByteString.of(pick(WORDS)));
    }
    return list;
  }

  String filter(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    return switch (kind) {
      case 0, 1 -> comparison();
      case 2 -> "(" + filter(depth - 1) + pick(List.of(" && ", " || ")) + filter(depth - 1) + ")";
      default -> "!(" + filter(depth - 1) + ")";
    };
  }

  private String comparison() {
    String list = pick(List.of(ARGV, ENVP));
    return switch (random.nextInt(8)) {
      case 0 -> "count(" + list + ") " + pick(List.of("==", "<", ">=", "!=")) + " " + number();
      case 1 -> list + "[" + index() + "] == NULL";
      case 2 -> "ENV(\"" + pick(List.of("LD_PRELOAD", "PATH", "A")) + "\") " + match();
      case 3 -> list + "[" + index() + "] " + match();
      case 4 -> "any " + list + " in (\"" + pick(WANTED) + "\", \"" + pick(WANTED) + "\")";
      default -> "any " + list + " " + match();
    };
  }

  private int number() {
    return random.nextInt(10) == 0 ? random.nextInt(80) : random.nextInt(5);
  }

  /** A call keeps only so many different strings. */
  private int index() {
    return pick(List.of(0, 1, 1, 2, 2, 3, 4, 63, 64));
  }

  private String match() {
    String operator = pick(RandomFilters.OPERATORS);
    return operator + " \"" + pick(operator.endsWith("glob") ? PATTERNS : WANTED) + "\"";
  }
}
