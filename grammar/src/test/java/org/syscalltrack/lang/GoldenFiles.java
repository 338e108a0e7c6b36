// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cases under tests/lang, and what they are expected to give. */
final class GoldenFiles {
  static final Path ROOT = Path.of("..", "tests", "lang").toAbsolutePath().normalize();

  /** Set to write the expectations instead of comparing with them. */
  private static final boolean WRITE = Boolean.getBoolean("sct.golden.write");

  private static final String REPAIR =
      "If the new result is right: mvn -q -pl grammar -am test -Dsct.golden.write=true"
          + " and look at the difference with git diff.";

  private GoldenFiles() {}

  static List<Path> cases(String folder) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".conf")).sorted().toList();
    }
  }

  static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** Compares a result with what the file holds. */
  static void check(Path file, String expected, String actual, String whole) throws IOException {
    if (WRITE && !actual.equals(expected)) {
      Files.write(file, whole.getBytes(StandardCharsets.UTF_8));
      return;
    }
    assertEquals(expected, actual, () -> file.getFileName() + " differs. " + REPAIR);
  }
}
