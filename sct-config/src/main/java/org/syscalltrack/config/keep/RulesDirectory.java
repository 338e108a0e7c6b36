// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The rules that are in force from boot on: files of a directory, in the order of their names. */
public record RulesDirectory(Path path) {
  static final String ENDING = ".conf";

  /** Those that count, in order; none if there is no such directory. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /** What the file says, or null if it is not there. */
  public String read(String name) throws IOException {
    return Files.exists(file(name)) ? Files.readString(file(name)) : null;
  }

  /** Whoever reads the directory meanwhile sees the file as a whole or not at all. */
  public void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String name, byte[] text) throws IOException {
    Files.createDirectories(path);
    Path fresh = path.resolve("." + name + ".new");
    Files.write(fresh, text);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  public boolean delete(String name) throws IOException {
    return Files.deleteIfExists(file(name));
  }
}
