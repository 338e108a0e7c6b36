// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lines of words that stand below each other. */
public final class Columns {
  private static final String GAP = "  ";

  private final List<String[]> lines = new ArrayList<>();

  public Columns line(Object... words) {
    String[] texts = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      texts[i] = String.valueOf(words[i]);
    }
    lines.add(texts);
    return this;
  }

  public void print(PrintStream out) {
    int[] widths = widths();
    for (String[] line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.length; i++) {
        text.append(line[i]);
        if (i < line.length - 1) {
          text.append(" ".repeat(widths[i] - line[i].length())).append(GAP);
        }
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private int[] widths() {
    int[] widths = new int[16];
    for (String[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    return widths;
  }
}
