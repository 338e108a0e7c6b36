// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.tool;

/**
 * What {@code --verbose} tells. Log4j stands behind {@link #verbose} alone: loading it takes longer
 * than a usual run does.
 */
public interface Trace {
  /** Each {@code {}} in the message stands for the next value. */
  void note(String message, Object... values);

  /** The same, for those who look for a fault in the tool. */
  void detail(String message, Object... values);

  static Trace silent() {
    return new Trace() {
      @Override
      public void note(String message, Object... values) {}

      @Override
      public void detail(String message, Object... values) {}
    };
  }

  /**
   * Tells it on the error output.
   *
   * @param tool begins each line
   */
  static Trace verbose(String tool, boolean details) {
    return Log4jTrace.start(tool, details);
  }
}
