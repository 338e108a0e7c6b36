// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.eval.Value;

/** A value as tests have it: Long, ByteString, or null for a NULL string. */
record KnownValue(Object value) implements Value {
  @Override
  public boolean isNull() {
    return value == null;
  }

  @Override
  public boolean isUnreadable() {
    return false;
  }

  @Override
  public boolean isCut() {
    return false;
  }

  @Override
  public long integer() {
    return (Long) value;
  }

  @Override
  public byte[] array() {
    return ((ByteString) value).bytes();
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int length() {
    return ((ByteString) value).length();
  }
}
