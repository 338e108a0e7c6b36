// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

/** What all captures that are compared with each other share. */
public final class Basis {
  private final Ignored ignored;
  private final Texts texts = new Texts();

  public Basis(Ignored ignored) {
    this.ignored = ignored;
  }

  Ignored ignored() {
    return ignored;
  }

  Texts texts() {
    return texts;
  }
}
