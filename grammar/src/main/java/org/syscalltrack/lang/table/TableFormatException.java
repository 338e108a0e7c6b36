// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

/** Bytes that are no rule table of this version. */
public final class TableFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  public TableFormatException(String message) {
    super(message);
  }
}
