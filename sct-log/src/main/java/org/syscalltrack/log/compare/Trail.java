// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.EnumMap;
import java.util.Map;

/** What a thread did. */
final class Trail {
  private final int tid;
  private final Ints texts = new Ints();

  /** Of each event, for each kind of value that is ignored; see {@link EventText#hidden}. */
  private final Map<Ignored.Kind, Ints> hidden = new EnumMap<>(Ignored.Kind.class);

  Trail(int tid, Ignored ignored) {
    this.tid = tid;
    for (Ignored.Kind kind : Ignored.Kind.values()) {
      if (ignored.has(kind)) {
        hidden.put(kind, new Ints());
      }
    }
  }

  int tid() {
    return tid;
  }

  Ints texts() {
    return texts;
  }

  Map<Ignored.Kind, Ints> hidden() {
    return hidden;
  }

  void add(int number, EventText of) {
    texts.add(number);
    hidden.forEach((kind, list) -> list.add(of.hidden(kind)));
  }
}
