// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import java.util.List;

/**
 * What is made of a list that is known: a string of it, none, how many there are, or that nobody
 * can tell.
 */
record ListValue(State state, long integer) implements Value {
  private enum State {
    NUMBER,
    NONE,
    UNREADABLE
  }

  private static final byte[] NO_BYTES = {};

  /** How many strings it has. */
  static Value count(Value list) {
    if (list.isCut()) {
      return new ListValue(State.UNREADABLE, 0);
    }
    return new ListValue(State.NUMBER, list.isNull() ? 0 : list.elements().size());
  }

  /** One of them, from 0. */
  static Value string(Value list, long number) {
    List<? extends Value> strings = list.isNull() ? List.of() : list.elements();
    if (number < strings.size()) {
      return strings.get((int) number);
    }
    return new ListValue(list.isCut() ? State.UNREADABLE : State.NONE, 0);
  }

  @Override
  public boolean isNull() {
    return state == State.NONE;
  }

  @Override
  public boolean isUnreadable() {
    return state == State.UNREADABLE;
  }

  @Override
  public boolean isCut() {
    return false;
  }

  @Override
  public byte[] array() {
    return NO_BYTES;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int length() {
    return 0;
  }
}
