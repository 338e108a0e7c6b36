// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

/** What sct_config ends with. */
public final class ExitStatus {
  public static final int OK = 0;
  public static final int RULES_WRONG = 1;
  public static final int USAGE = 2;
  public static final int TROUBLE = 3;

  /** Only of {@code status} and {@code coverage}. */
  public static final int DEGRADED = 4;

  /** Only of {@code diff}. */
  public static final int DIFFERENT = 4;

  private ExitStatus() {}
}
