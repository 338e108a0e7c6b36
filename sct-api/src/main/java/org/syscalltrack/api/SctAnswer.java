// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.check.Constants;

/**
 * What is to become of a call that waits.
 *
 * @param verdict allowed, failed or killed
 * @param number the error that the call fails with, or the signal that ends its caller; else 0
 */
public record SctAnswer(Verdict verdict, int number) {
  private static final int MAX_ERRNO = 4095;
  private static final int MAX_SIGNAL = 64;

  public SctAnswer {
    boolean isRight =
        switch (verdict) {
          case ALLOWED -> number == 0;
          case FAILED -> number >= 1 && number <= MAX_ERRNO;
          case KILLED -> number >= 1 && number <= MAX_SIGNAL;
          case SUSPENDED -> false;
        };
    if (!isRight) {
      throw new IllegalArgumentException("no answer: " + verdict.text() + " " + number);
    }
  }

  /** It runs. */
  public static SctAnswer allow() {
    return new SctAnswer(Verdict.ALLOWED, 0);
  }

  /** It does not run and fails with the error of that name: {@code ENOSPC}. */
  public static SctAnswer fail(String error) {
    return new SctAnswer(Verdict.FAILED, number("E", error));
  }

  /** It does not run, and the signal of that name is sent to its process: {@code SIGTERM}. */
  public static SctAnswer kill(String signal) {
    return new SctAnswer(Verdict.KILLED, number("SIG", signal));
  }

  private static int number(String prefix, String name) {
    Long number = name.startsWith(prefix) ? Constants.find(name) : null;
    if (number == null) {
      throw new IllegalArgumentException("'" + name + "' is no name like " + prefix + "...");
    }
    return number.intValue();
  }
}
