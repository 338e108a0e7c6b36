// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

/** One record of the log, in the order in which the kernel gives them. */
sealed interface LogRecord permits Event, LogRecord.Lost, LogRecord.Malformed {
  /** {@code count} records of one lane of a CPU's log are missing here. */
  record Lost(int cpu, int lane, long seq, long timeNs, long count) implements LogRecord {}

  /** Bytes that are no record. */
  record Malformed(int bytes, String problem) implements LogRecord {}
}
