// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.message;

/**
 * What stays the same of a message when its words change: people look it up, programs compare it.
 * The codes and what they mean stand in messages/, from which their enums are made.
 */
public sealed interface MessageCode permits ErrorCode, WarningCode, NoteCode {
  /** As it is printed: {@code sct-E0301}. */
  String text();

  /** The word before the message. */
  String severity();

  /** The first line of a message: where, how bad, what, and this code. */
  default String line(String place, String message) {
    return place + ": " + severity() + ": " + message + " [" + text() + "]";
  }

  /** The name of the file, without its ending, in which the code is explained. */
  String file();

  /** As the sources say it. */
  String name();
}
