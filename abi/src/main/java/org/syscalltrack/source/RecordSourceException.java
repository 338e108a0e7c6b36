// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.source;

/**
 * A source cannot give what it should. The message is one line for a person, and names the source.
 */
public class RecordSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  public RecordSourceException(String message) {
    super(message);
  }
}
