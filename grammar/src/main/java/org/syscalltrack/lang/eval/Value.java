// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import java.util.List;

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

  /** The strings that it has of a list, of which the last one may be cut; null: it is no list. */
  default List<? extends Value> elements() {
    return null;
  }
}
