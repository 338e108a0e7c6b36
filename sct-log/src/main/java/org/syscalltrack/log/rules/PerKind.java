// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.rules;

import java.util.function.Function;

/**
 * What somebody makes of a kind of events, once for all events of that kind. It lies with the kind,
 * and goes with it. For one thread.
 */
public final class PerKind<T> {
  private final Function<EventKind, T> maker;

  /** Of the last event: most often it is that of the next one, too. */
  private EventKind lastKind;

  private T last;

  public PerKind(Function<EventKind, T> maker) {
    this.maker = maker;
  }

  public T of(EventKind kind) {
    if (kind != lastKind) {
      last = kind.made(this, maker);
      lastKind = kind;
    }
    return last;
  }
}
