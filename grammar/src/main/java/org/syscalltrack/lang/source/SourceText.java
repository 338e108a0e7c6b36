// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.source;

import java.util.Arrays;

/** The text of one rule file, with the lines that a position falls on. */
public final class SourceText {
  private final String name;
  private final String text;
  private final Span includedBy;

  /** Offset of the first character of each line; made when first needed: by an error. */
  private int[] lineStarts;

  public SourceText(String name, String text) {
    this(name, text, null);
  }

  private SourceText(String name, String text, Span includedBy) {
    this.name = name;
    this.text = text;
    this.includedBy = includedBy;
  }

  /** The same text, as included there. */
  public SourceText includedBy(Span include) {
    return new SourceText(name, text, include);
  }

  /** The include that brought this text in, or null. */
  public Span includedBy() {
    return includedBy;
  }

  /** The name for messages: a path, or {@code <stdin>}. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** Number of the line that holds the offset, from 1. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Column of the offset in characters (not UTF-16 units), from 1. */
  public int column(int offset) {
    int start = lineStarts()[line(offset) - 1];
    return text.codePointCount(start, offset) + 1;
  }

  /** Offset of the first character of the line that holds the offset. */
  public int lineStart(int offset) {
    return lineStarts()[line(offset) - 1];
  }

  /** Offset behind the last character of the line that holds the offset, its end mark apart. */
  public int lineEnd(int offset) {
    int end = lineStart(offset);
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int[] lineStarts() {
    if (lineStarts == null) {
      int[] starts = new int[16];
      int count = 1;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean ends =
            c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
        if (ends) {
          if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
          }
          starts[count++] = i + 1;
        }
      }
      lineStarts = Arrays.copyOf(starts, count);
    }
    return lineStarts;
  }
}
