// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.LogFormat.Literal;
import org.syscalltrack.lang.format.LogFormat.Part;
import org.syscalltrack.lang.format.LogFormat.Use;
import org.syscalltrack.lang.format.LogFormat.Wrong;
import org.syscalltrack.lang.format.Macro;

/** A log_format with its literal text ready to be written. */
record TextFormat(List<Step> steps) {
  /**
   * A piece of it.
   *
   * @param text literal, or null for a macro
   */
  record Step(byte[] text, Macro macro) {}

  static TextFormat of(LogFormat format) {
    List<Step> steps = new ArrayList<>();
    for (Part part : format.parts()) {
      if (part instanceof Use use) {
        steps.add(new Step(null, use.macro()));
      } else if (part instanceof Literal literal) {
        steps.add(new Step(escaped(literal.text()), null));
      } else if (part instanceof Wrong wrong) {
        // A table of another compiler: show what it says.
        steps.add(new Step(escaped(format.text().substring(wrong.start(), wrong.end())), null));
      }
    }
    return new TextFormat(steps);
  }

  private static byte[] escaped(String text) {
    Bytes out = new Bytes();
    Escape.plain(text, out);
    return out.copy();
  }
}
