// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.source;

/**
 * What the numbers in records refer to: the modules as they were loaded on one machine in one boot.
 *
 * <p>A generation, and a time, mean something in their origin only: two boots both have a
 * generation 1. Records have the same origin exactly if their batches name the same object, so that
 * an origin is compared by identity and may be a key of a map.
 *
 * <p>An origin is asked by the thread that reads its source, and not after the source was closed.
 */
public interface Origin {
  /**
   * The rule table that was in force when records of that generation were made, in the binary
   * format. It is the caller's: nobody changes it later. The caller keeps what it has asked for.
   *
   * @return empty if that generation had no rules; null if the table is not to be had any more
   * @throws RecordSourceException if it cannot be told or fetched
   */
  byte[] table(long generation) throws RecordSourceException;

  /**
   * Nanoseconds that make of a record's time, which counts from the machine's boot, the time since
   * 1970. Always the same for one origin, so that its records keep their distances even if the time
   * of day was set between them.
   */
  long epochOffsetNs();

  /** Where and when the records were made. */
  default Machine machine() {
    return Machine.UNKNOWN;
  }
}
