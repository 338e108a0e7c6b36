// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.record;

/** One record of the log, in the order in which they come. */
public sealed interface LogRecord permits Event, LogRecord.Lost, LogRecord.Malformed {
  /**
   * {@code count} records of one lane of a CPU's log are missing here.
   *
   * @param timeNs since the boot of the machine
   * @param epochNs since 1970
   */
  record Lost(int cpu, int lane, long seq, long timeNs, long epochNs, long count)
      implements LogRecord {}

  /** Bytes that are no record. */
  record Malformed(int bytes, String problem) implements LogRecord {}
}
