// SPDX-License-Identifier: GPL-2.0-only
package example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a note in a file: {@code java example.Notes FILE TEXT}. */
public final class Notes {
  private Notes() {}

  public static void main(String[] args) {
    try {
      save(Path.of(args[0]), args[1]);
    } catch (IOException e) {
      System.err.println("the note is not saved: " + e.getMessage());
      System.exit(1);
    }
  }

  /** What was there stays until the new text is all there. */
  static void save(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
