// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.LogFormat.Literal;
import org.syscalltrack.lang.format.LogFormat.Part;
import org.syscalltrack.lang.format.LogFormat.Use;
import org.syscalltrack.lang.format.LogFormat.Wrong;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;

/** A log_format with its literal text ready to be written. */
public record TextFormat(List<Step> steps) {
  /**
   * A piece of it.
   *
   * @param text literal, or null for a macro
   * @param decoded whether the macro shows numbers by their names
   */
  record Step(byte[] text, Macro macro, boolean decoded) {}

  public static TextFormat of(LogFormat format) {
    List<Step> steps = new ArrayList<>();
    for (Part part : format.parts()) {
      if (part instanceof Use use) {
        steps.add(new Step(null, use.macro(), use.decoded()));
      } else if (part instanceof Literal literal) {
        steps.add(literal(literal.text()));
      } else if (part instanceof Wrong wrong) {
        // A table of another compiler: show what it says.
        steps.add(literal(format.text().substring(wrong.start(), wrong.end())));
      }
    }
    return new TextFormat(steps);
  }

  private static Step literal(String text) {
    Bytes out = new Bytes();
    Escape.plain(text, out);
    return new Step(out.copy(), null, false);
  }
}
