// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which files are read, in which order: recordings by their age, the files of each as written. */
final class CaptureFiles {
  /** A file and what it begins with. */
  record Named(Path path, Start start) {}

  private CaptureFiles() {}

  /**
   * Finds them.
   *
   * @param names files and directories
   * @param remarks are told what is left out, and why
   */
  static List<Named> find(List<String> names, Consumer<String> remarks) throws CaptureException {
    List<Named> files = new ArrayList<>();
    for (String name : names) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        addDirectory(path, files, remarks);
      } else {
        files.add(named(path));
      }
    }
    Map<String, Long> begun = new HashMap<>();
    for (Named file : files) {
      begun.merge(file.start().recording(), file.start().createdMs(), Math::min);
    }
    files.sort(
        Comparator.comparing((Named file) -> begun.get(file.start().recording()))
            .thenComparing(file -> file.start().recording())
            .thenComparing(file -> file.start().file()));
    return withoutDoubles(files, remarks);
  }

  private static Named named(Path path) throws CaptureException {
    try (OpenFile file = OpenFile.open(path)) {
      return new Named(path, file.start());
    }
  }

  private static void addDirectory(Path directory, List<Named> files, Consumer<String> remarks)
      throws CaptureException {
    int before = files.size();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : all.sorted().toList()) {
        if (Files.isRegularFile(path)) {
          try {
            files.add(named(path));
          } catch (CaptureException e) {
            remarks.accept("left out: " + e.getMessage());
          }
        }
      }
    } catch (IOException e) {
      throw new CaptureException("cannot read the directory " + directory + ": " + e.getMessage());
    }
    if (files.size() == before) {
      throw new CaptureException("there is no capture in the directory " + directory);
    }
  }

  private static List<Named> withoutDoubles(List<Named> files, Consumer<String> remarks) {
    Set<String> seen = new HashSet<>();
    List<Named> once = new ArrayList<>();
    for (Named file : files) {
      if (seen.add(file.start().recording() + " " + file.start().file())) {
        once.add(file);
      } else {
        remarks.accept("left out: " + file.path() + " is a copy of one that is read");
      }
    }
    return once;
  }
}
