// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/** What stands behind {@code =}: one word or several, as written or quoted. */
public record Value(Span span, List<Word> words) {
  /** One of them; {@code text} is without quotes and escapes. */
  public record Word(Span span, String text, boolean quoted) {}
}
