// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.record;

import org.syscalltrack.abi.Change;
import org.syscalltrack.source.Origin;

/** One record of the log, in the order in which they come. */
public sealed interface LogRecord
    permits Event, LogRecord.Lost, LogRecord.Task, LogRecord.Malformed {
  /**
   * {@code count} records of one lane of a CPU's log are missing here.
   *
   * @param origin what the time belongs to
   * @param timeNs since the boot of the machine
   * @param epochNs since 1970
   */
  record Lost(Origin origin, int cpu, int lane, long seq, long timeNs, long epochNs, long count)
      implements LogRecord {}

  /**
   * What happened to a task beside its calls; see {@code struct sct_task}.
   *
   * @param origin what the time belongs to
   * @param number the status or the signal
   * @param value SIGCHLD's status; the address of a fault
   * @param timeNs since the boot of the machine
   * @param epochNs since 1970
   */
  record Task(
      Origin origin,
      int tid,
      Change change,
      int number,
      boolean core,
      int code,
      int sender,
      long uid,
      long value,
      long timeNs,
      long epochNs)
      implements LogRecord {}

  /** Bytes that are no record. */
  record Malformed(int bytes, String problem) implements LogRecord {}
}
