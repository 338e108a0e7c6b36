// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Into which files a recording goes, and when into the next one: {@code FILE} itself, or {@code
 * FILE.000001} and so on.
 *
 * @param bytes of a file, about; {@link #NONE} for no limit
 * @param seconds that a file is written to, likewise
 * @param keep how many files stay, likewise; older ones of that name are deleted
 */
public record Rotation(Path file, long bytes, long seconds, long keep) {
  public static final long NONE = Long.MAX_VALUE;

  private static final Pattern NUMBERED = Pattern.compile("(.*)\\.(\\d{6,})");

  /** All into one file. */
  public static Rotation none(Path file) {
    return new Rotation(file, NONE, NONE, NONE);
  }

  boolean isNumbered() {
    return bytes != NONE || seconds != NONE;
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** Those that are there, oldest first. */
  private List<Path> existing() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory())) {
      for (Path path : all) {
        Matcher name = NUMBERED.matcher(path.getFileName().toString());
        if (name.matches() && name.group(1).equals(file.getFileName().toString())) {
          files.add(path);
        }
      }
    }
    files.sort(Comparator.comparingLong(Rotation::number));
    return files;
  }

  private static long number(Path path) {
    Matcher name = NUMBERED.matcher(path.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(2)) : 0;
  }

  /** The file to write next; it does not exist. */
  Path next() throws IOException {
    if (!isNumbered()) {
      return file;
    }
    List<Path> existing = existing();
    long last = existing.isEmpty() ? 0 : number(existing.get(existing.size() - 1));
    return file.resolveSibling("%s.%06d".formatted(file.getFileName(), last + 1));
  }

  /** Deletes the oldest beyond those that stay. */
  void deleteOld() throws IOException {
    if (keep == NONE) {
      return;
    }
    List<Path> existing = existing();
    for (int i = 0; i < existing.size() - keep; i++) {
      Files.deleteIfExists(existing.get(i));
    }
  }

  void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory())) {
      channel.force(true);
    }
  }
}
