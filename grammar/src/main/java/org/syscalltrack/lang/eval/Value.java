// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

/** The value of a variable: an integer, or a string without its NUL. */
public interface Value {
  /** Whether it is a NULL pointer to a string. */
  boolean isNull();

  /** Whether the caller's memory could not be read. */
  boolean isUnreadable();

  /** Whether the string had more bytes. */
  boolean isCut();

  /** Sign- or zero-extended from its type. */
  long integer();

  /** Where the string's bytes are: {@link #length} of them from {@link #offset}. */
  byte[] array();

  int offset();

  int length();
}
