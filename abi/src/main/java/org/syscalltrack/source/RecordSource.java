// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.source;

/**
 * Where records come from: the log device, and likewise a file, a directory, a pipe, a topic.
 *
 * <pre>
 *   try (RecordSource source = ...) {
 *     while (source.await(RecordSource.NO_OUTPUT, RecordSource.NO_TIMEOUT) == Ready.RECORDS) {
 *       Batch batch = source.read();
 *       if (batch == null) {
 *         break;
 *       }
 *       ...
 *     }
 *   }
 * </pre>
 *
 * <p><b>Age.</b> Who reads cannot tell, and does not ask, whether a record is a second or a year
 * old, nor whether the rules that made it are still in force: each batch names its {@link Origin},
 * which has the tables that its records belong to and says what their times are in the time of day.
 *
 * <p><b>Order and loss.</b> The records of one origin come about in the order of their times: those
 * of different CPUs may be out of order by as much as their writers overtook one another. Each is
 * given once. What was lost before the source could have it stands among the records, as one of
 * type LOST; a source that loses records itself makes such a record. Bytes that are no record are
 * passed on as they are: the reader says so and goes on, and the source does not look into them
 * more than it needs to give whole records.
 *
 * <p><b>Threads.</b> One thread waits, reads, asks the origins and closes. {@link #wake} may come
 * from any thread, up to {@link #close}, which its callers have to see to.
 *
 * <p><b>Errors.</b> A {@link RecordSourceException} is final: nothing but {@link #close} is of use
 * after it. What passes by itself, such as an interrupted system call, is no error.
 */
public interface RecordSource extends AutoCloseable {
  /** No limit to {@link #await}. */
  int NO_TIMEOUT = -1;

  /** No output to watch in {@link #await}. */
  int NO_OUTPUT = -1;

  /** What a source that cannot watch the output waits at most, in milliseconds. */
  int SLICE_MS = 1000;

  /** What ended a wait. */
  enum Ready {
    /** {@link #read} has something to give, be it the end. */
    RECORDS,
    /** {@link #wake} was called. */
    WOKEN,
    /** Nobody will read the output any more. */
    OUTPUT_CLOSED,
    /**
     * The time is over. There are no records that are older than this moment and known to the
     * source: one that still has to fetch some says RECORDS, or goes on waiting.
     */
    NOTHING
  }

  /**
   * Waits for records, for {@link #wake}, or for the end of the output, whichever is first; the
   * last two win over records.
   *
   * @param outputFd the file descriptor that the caller writes to, or {@link #NO_OUTPUT}: if it is
   *     a pipe, its closing is noticed even while there is nothing to write. A source that cannot
   *     wait for a descriptor beside its own does not look at it, but says NOTHING after {@link
   *     #SLICE_MS} at the latest, upon which the caller looks itself
   * @param timeoutMs how many milliseconds, or {@link #NO_TIMEOUT}
   */
  Ready await(int outputFd, int timeoutMs) throws RecordSourceException;

  /**
   * The records that come next, without waiting for any that are still to be made. Whole ones, as
   * many as are convenient; see {@link Batch} for whose the bytes are, and until when. It may be
   * the same object each time.
   *
   * @return nothing remaining in it: there are none now; null: there will never be any
   */
  Batch read() throws RecordSourceException;

  /** Ends a wait in another thread, and every later one; reading goes on as before. */
  void wake() throws RecordSourceException;

  @Override
  void close() throws RecordSourceException;
}
