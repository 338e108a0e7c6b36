// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of lines that begin with a name.
 *
 * <p>A rule needs a few of hundreds of lines, and a run of the tool is short: lines are found by
 * searching the text and only those are parsed.
 */
final class DataFile {
  /** Begins and ends with a newline, so that each line is between two. */
  private final String text;

  private DataFile(String text) {
    this.text = text;
  }

  static DataFile resource(String name) {
    String path = "/org/syscalltrack/syscalls/" + name;
    try (InputStream in = DataFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from the class path");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataFile of(String text) {
    return new DataFile("\n" + text + "\n");
  }

  /** The lines that begin with the name and then one of the given characters. */
  List<String> linesOf(String name, String delimiters) {
    List<String> lines = new ArrayList<>(4);
    String key = "\n" + name;
    for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
      int behind = at + key.length();
      if (delimiters.indexOf(text.charAt(behind)) >= 0) {
        lines.add(text.substring(at + 1, text.indexOf('\n', behind)));
      }
    }
    return lines;
  }

  /** All lines but blank ones and comments. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(600);
    int from = 1;
    for (int to = text.indexOf('\n', from); to >= 0; to = text.indexOf('\n', from)) {
      if (to > from && text.charAt(from) != '#') {
        lines.add(text.substring(from, to));
      }
      from = to + 1;
    }
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
