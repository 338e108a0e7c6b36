// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.tool;

/** The command line makes no sense. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean helps;

  public UsageException(String message) {
    this(message, true);
  }

  private UsageException(String message, boolean helps) {
    super(message);
    this.helps = helps;
  }

  /** Of what the words name, which no help knows. */
  public static UsageException ofContent(String message) {
    return new UsageException(message, false);
  }

  /** The message as the tool of that name says it. */
  public String text(String tool) {
    return tool + ": " + getMessage() + (helps ? " (try '" + tool + " --help')" : "");
  }
}
