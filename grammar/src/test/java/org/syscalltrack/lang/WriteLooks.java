// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;

/**
 * Writes tables of many random rules about strings. {@code tests/host/test_looks.c} asks their
 * looks which rules may match and compares with what each rule's program says.
 *
 * <p>{@code WriteLooks FOLDER TABLES SEED}
 */
final class WriteLooks {
  private static final String LETTERS = "ab/.ABx-";

  private final Random random;

  /** Of a text; from 7 on its look asks for four bytes before it walks. */
  private final int least;

  private WriteLooks(long seed, int least) {
    random = new Random(seed);
    this.least = least;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      WriteLooks writer = new WriteLooks(Long.parseLong(args[2]) * 1000 + i, i % 8 < 4 ? 1 : 7);
      String rules = writer.rules(List.of(3, 20, 100, 400).get(i % 4));
      Compilation compiled = Compiler.compile(List.of(new SourceText("looks", rules)));
      if (!compiled.isGood()) {
        throw new IllegalStateException(rules + compiled.diagnostics());
      }
      if (compiled.table().looks().isEmpty() && i % 4 > 0) {
        throw new IllegalStateException("no looks for " + rules);
      }
      Files.writeString(folder.resolve(i + ".conf"), rules);
      Files.write(folder.resolve(i + ".table"), compiled.bytes());
    }
  }

  private String rules(int count) {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean after = random.nextInt(8) == 0;
      rules.append("rule { syscall_name = rename coverage = exact rule_name = r").append(i);
      rules.append(" action { type = LOG } when = ").append(after ? "after" : "before");
      rules.append(" unreadable = ").append(random.nextBoolean() ? "match" : "miss");
      rules.append(" filter_expression { ").append(filter(2)).append(" } }\n");
    }
    return rules.toString();
  }

  private String filter(int depth) {
    if (depth == 0 || random.nextInt(3) > 0) {
      return comparison();
    } else if (random.nextInt(9) == 0) {
      return "!(" + filter(depth - 1) + ")";
    }
    String op = random.nextBoolean() ? " && " : " || ";
    return "(" + filter(depth - 1) + op + filter(depth - 1) + ")";
  }

  private String comparison() {
    String variable =
        switch (random.nextInt(8)) {
          case 0 -> "COMM";
          case 1, 2 -> "PARAMS[2]";
          case 3 -> null;
          default -> "PARAMS[1]";
        };
    if (variable == null) {
      return "UID == " + random.nextInt(4);
    }
    String fold = random.nextInt(5) == 0 ? "i" : "";
    return switch (random.nextInt(7)) {
      case 0 -> variable + (fold.isEmpty() ? " == " : " iequals ") + text(12);
      case 1 -> variable + " " + fold + "startswith " + text(8);
      case 2 -> variable + " " + fold + "endswith " + text(8);
      case 3 -> variable + " " + fold + "contains " + text(6);
      case 4 -> variable + " in (" + text(5) + ", " + text(20) + ")";
      default -> variable + " " + fold + "glob " + glob();
    };
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder("\"");
    int n = least + random.nextInt(length);
    for (int i = 0; i < n; i++) {
      text.append(LETTERS.charAt(random.nextInt(random.nextInt(4) == 0 ? LETTERS.length() : 3)));
    }
    return text.append('"').toString();
  }

  private String glob() {
    if (least > 1) {
      return "\"*" + text(4).substring(1, least + 1) + "?*\"";
    }
    StringBuilder text = new StringBuilder("\"");
    int n = 1 + random.nextInt(9);
    for (int i = 0; i < n; i++) {
      text.append(
          switch (random.nextInt(8)) {
            case 0, 1 -> "*";
            case 2 -> "?";
            case 3 -> "[ab]";
            default -> LETTERS.charAt(random.nextInt(LETTERS.length()));
          });
    }
    return text.append('"').toString();
  }
}
