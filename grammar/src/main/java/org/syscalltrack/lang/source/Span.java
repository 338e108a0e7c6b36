// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.source;

/** A piece of a source: from offset {@code start} up to, not including, {@code end}. */
public record Span(SourceText source, int start, int end) {
  /** From the start of this one to the end of the other. */
  public Span to(Span last) {
    return new Span(source, start, last.end);
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** {@code file:line:col}, as messages begin. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
