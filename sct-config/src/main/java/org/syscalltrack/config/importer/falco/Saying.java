// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a condition comes to for one call: always or never true, an expression, or what no rule here
 * can say.
 *
 * @param text of an expression, or what cannot be said
 * @param remarks in what it differs from the original
 */
record Saying(Kind kind, String text, Set<String> remarks) {
  enum Kind {
    TRUE,
    FALSE,
    TEXT,
    UNSAID
  }

  static final Saying TRUE = new Saying(Kind.TRUE, "", Set.of());
  static final Saying FALSE = new Saying(Kind.FALSE, "", Set.of());

  static Saying text(String text) {
    return new Saying(Kind.TEXT, text, Set.of());
  }

  static Saying unsaid(String what) {
    return new Saying(Kind.UNSAID, what, Set.of());
  }

  static Saying of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  Saying remark(String remark) {
    Set<String> all = new LinkedHashSet<>(remarks);
    all.add(remark);
    return new Saying(kind, text, all);
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /**
   * The contrary of a single test. Of an exception that cannot be said, nothing remains: the rule
   * then matches more, rather than less.
   */
  Saying not() {
    return switch (kind) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case TEXT -> new Saying(kind, "not (" + text + ")", remarks);
      case UNSAID -> TRUE.remark("matches more: no exception by " + text);
    };
  }

  /** That all of them are true; what one cannot say, all cannot. */
  static Saying all(List<Saying> parts) {
    return joined(parts, Kind.FALSE, Kind.TRUE, "\n&& ");
  }

  /** That one of them is; what cannot be said is left out, unless nothing else is there. */
  static Saying any(List<Saying> parts) {
    List<Saying> said = new ArrayList<>();
    List<String> unsaid = new ArrayList<>();
    for (Saying part : parts) {
      if (part.is(Kind.UNSAID)) {
        unsaid.add(part.text());
      } else {
        said.add(part);
      }
    }
    Saying joined = joined(said, Kind.TRUE, Kind.FALSE, "\n|| ");
    if (unsaid.isEmpty() || joined.is(Kind.TRUE)) {
      return joined;
    }
    String missing = String.join(", ", new LinkedHashSet<>(unsaid));
    return joined.is(Kind.FALSE)
        ? unsaid(missing)
        : joined.remark("matches less: not by " + missing);
  }

  /** With one part that decides alone, and others that change nothing. */
  private static Saying joined(List<Saying> parts, Kind decides, Kind idle, String sign) {
    List<String> texts = new ArrayList<>();
    Set<String> remarks = new LinkedHashSet<>();
    Saying unsaid = null;
    for (Saying part : parts) {
      if (part.is(decides)) {
        return part;
      }
      remarks.addAll(part.remarks());
      if (part.is(Kind.UNSAID)) {
        unsaid = unsaid == null ? part : unsaid;
      } else if (part.is(Kind.TEXT) && !texts.contains(part.text())) {
        texts.add(part.text());
      }
    }
    if (unsaid != null) {
      return unsaid;
    }
    if (texts.isEmpty()) {
      return new Saying(idle, "", remarks);
    }
    if (texts.size() == 1) {
      return new Saying(Kind.TEXT, texts.get(0), remarks);
    }
    List<String> bracketed = new ArrayList<>();
    texts.forEach(text -> bracketed.add(bracketed(text)));
    return new Saying(Kind.TEXT, String.join(sign, bracketed), remarks);
  }

  private static String bracketed(String text) {
    boolean compound = text.contains("&&") || text.contains("||") || text.contains("not ");
    return compound ? "(" + text.replace("\n", "\n    ") + ")" : text;
  }
}
