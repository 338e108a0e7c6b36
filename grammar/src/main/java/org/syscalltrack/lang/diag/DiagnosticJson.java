// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.diag;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/**
 * Messages for editors: a JSON array, one object a line. Lines and columns count from 1, the end is
 * behind the last character; they are left out of a message about a file as a whole.
 */
public final class DiagnosticJson {
  private final StringBuilder out = new StringBuilder();

  private DiagnosticJson() {}

  public static String print(List<Diagnostic> diagnostics) {
    DiagnosticJson json = new DiagnosticJson();
    json.out.append('[');
    for (int i = 0; i < diagnostics.size(); i++) {
      json.out.append(i == 0 ? "\n" : ",\n");
      json.diagnostic(diagnostics.get(i));
    }
    return json.out.append("\n]\n").toString();
  }

  private void diagnostic(Diagnostic d) {
    out.append("{\"severity\":");
    string(d.severity().text());
    out.append(",\"code\":");
    string(d.code().text());
    out.append(",\"message\":");
    string(d.message());
    if (d.hint() != null) {
      out.append(",\"hint\":");
      string(d.hint());
    }
    out.append(',');
    place(d.span());
    if (d.second() != null) {
      out.append(",\"related\":{");
      place(d.second());
      out.append('}');
    }
    out.append('}');
  }

  private void place(Span span) {
    out.append("\"file\":");
    string(span.source().name());
    if (span.start() >= 0) {
      out.append(",\"line\":").append(span.line());
      out.append(",\"column\":").append(span.column());
      out.append(",\"endLine\":").append(span.source().line(span.end()));
      out.append(",\"endColumn\":").append(span.source().column(span.end()));
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c >= 0x7f && c < 0xa0 || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
