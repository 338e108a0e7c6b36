// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;

/** Collects the messages of all passes, so that a person sees all errors at once. */
public final class Diagnostics {
  /** More than anybody reads; a binary file mistaken for rules must not print a million. */
  private static final int MAX = 100;

  private final List<Diagnostic> list = new ArrayList<>();
  private int errors;

  /** Takes a message, once: a wrong macro is met by each rule that uses it. */
  public void add(Diagnostic diagnostic) {
    if (list.contains(diagnostic)) {
      return;
    }
    if (diagnostic.isError()) {
      errors++;
    }
    if (list.size() < MAX) {
      list.add(diagnostic);
    }
  }

  public void error(ErrorCode code, Span span, String message) {
    add(Diagnostic.error(code, span, message));
  }

  public void error(ErrorCode code, Span span, String message, String hint) {
    add(Diagnostic.error(code, span, message).hint(hint));
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  public int errorCount() {
    return errors;
  }

  /** In the order of the text, file by file. */
  public List<Diagnostic> sorted() {
    if (list.isEmpty()) {
      return List.of();
    }
    List<Diagnostic> result = new ArrayList<>(list);
    List<Object> files = new ArrayList<>();
    for (Diagnostic d : list) {
      if (!files.contains(d.span().source())) {
        files.add(d.span().source());
      }
    }
    result.sort(
        Comparator.comparingInt((Diagnostic d) -> files.indexOf(d.span().source()))
            .thenComparingInt(d -> d.span().start()));
    return result;
  }
}
