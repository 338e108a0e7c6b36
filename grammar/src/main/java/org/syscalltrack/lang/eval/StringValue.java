// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

/** A string of a list: {@code length} bytes of the array. */
public record StringValue(byte[] array, int offset, int length, boolean isCut) implements Value {
  @Override
  public boolean isNull() {
    return false;
  }

  @Override
  public boolean isUnreadable() {
    return false;
  }

  @Override
  public long integer() {
    return 0;
  }
}
