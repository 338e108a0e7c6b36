// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of lines that begin with a name.
 *
 * <p>A rule needs a few of hundreds of lines, and a run of the tool is short: the lines are put by
 * their names, and only those that are asked for are parsed. A name may be asked for thousands of
 * times, most often in vain.
 */
final class DataFile {
  private final List<String> lines = new ArrayList<>(600);
  private final Map<String, List<String>> byName = new HashMap<>(1200);

  private DataFile(String text, String delimiters) {
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      add(text.substring(from, to), delimiters);
      from = to + 1;
    }
    add(text.substring(from), delimiters);
  }

  private void add(String line, String delimiters) {
    if (line.isEmpty() || line.charAt(0) == '#') {
      return;
    }
    lines.add(line);
    int end = 0;
    while (end < line.length() && delimiters.indexOf(line.charAt(end)) < 0) {
      end++;
    }
    List<String> of = byName.get(line.substring(0, end));
    if (of == null) {
      of = new ArrayList<>(2);
      byName.put(line.substring(0, end), of);
    }
    of.add(line);
  }

  /** Names end at one of the delimiters. */
  static DataFile resource(String name, String delimiters) {
    String path = "/org/syscalltrack/syscalls/" + name;
    try (InputStream in = DataFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from the class path");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8), delimiters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataFile of(String text, String delimiters) {
    return new DataFile(text, delimiters);
  }

  /** The lines that begin with the name. */
  List<String> linesOf(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** All lines but blank ones and comments. */
  List<String> lines() {
    return lines;
  }

  /** The words of a line. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>(12);
    int i = 0;
    while (i < line.length()) {
      int end = i;
      while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
        end++;
      }
      if (end > i) {
        words.add(line.substring(i, end));
      }
      i = end + 1;
    }
    return words;
  }
}
