// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;

/**
 * A parameter as a rule sees it; {@code struct sct_param}.
 *
 * @param arg argument register of ARG and DEREF, else 0
 * @param type null for the absent guard
 * @param value of CONST; byte offset of DEREF; else 0
 */
public record ViewParam(Source source, int arg, Type type, long value) {
  static final ViewParam NONE = new ViewParam(Source.NONE, 0, null, 0);

  @Override
  public int hashCode() {
    return 31 * (31 * source.number() + arg) + Long.hashCode(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ViewParam p
        && source == p.source
        && arg == p.arg
        && type == p.type
        && value == p.value;
  }

  public static ViewParam argument(int arg, Type type) {
    return new ViewParam(Source.ARG, arg, type, 0);
  }

  public static ViewParam constant(long value, Type type) {
    return new ViewParam(Source.CONST, 0, type, value);
  }

  public static ViewParam pointee(int arg, long offset, Type type) {
    return new ViewParam(Source.DEREF, arg, type, offset);
  }
}
