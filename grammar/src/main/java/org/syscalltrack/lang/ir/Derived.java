// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ir;

import org.syscalltrack.lang.view.Derivation;

/**
 * What a rule makes of a parameter of the call.
 *
 * @param param from 1
 * @param field {@link Derivation#PATH}, {@link Derivation#FD}, or the name of a part
 */
public record Derived(int param, String field) {
  /** As in a filter. */
  public String text() {
    return switch (field) {
      case Derivation.PATH, Derivation.FD -> field + "[" + param + "]";
      default -> "PARAMS[" + param + "]." + field;
    };
  }
}
