// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

/**
 * What {@code --verbose} tells. Log4j stands behind {@link #verbose} alone: loading it takes longer
 * than a short run does.
 */
interface Trace {
  /** Each {@code {}} in the message stands for the next value. */
  void note(String message, Object... values);

  static Trace silent() {
    return (message, values) -> {};
  }

  static Trace verbose() {
    return Log4jTrace.start();
  }
}
