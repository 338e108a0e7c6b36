// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;

/**
 * How things are; {@code struct sct_status}.
 *
 * @param abis whose calls are seen
 * @param degraded in which ways; empty: not
 */
public record Status(
    Loaded loaded,
    int hookCount,
    int afterCalls,
    Set<Abi> abis,
    Set<Degradation> degraded,
    Unseen unseen,
    boolean locked,
    Unconfirmed unconfirmed,
    Log log) {

  /**
   * The table in force and how it came there.
   *
   * @param tableSize bytes, 0 for the empty table
   * @param memory bytes that the kernel needs for it
   * @param timeNs since 1970; 0: never anything was loaded
   * @param by who loaded it
   * @param origin what the upload said of it
   * @param cost of the costliest call
   */
  public record Loaded(
      long generation,
      int ruleCount,
      long tableSize,
      long memory,
      long timeNs,
      Who by,
      String origin,
      Cost cost) {}

  /** What the rules on a call may cost at most; no steps: there are none. */
  public record Cost(long steps, Abi abi, int nr) {}

  /**
   * A process.
   *
   * @param loginuid {@link #NO_LOGIN} if nobody logged in
   * @param pid 0: the kernel itself
   */
  public record Who(long uid, long loginuid, int pid, String comm) {
    public static final long NO_LOGIN = 0xffff_ffffL;
  }

  /**
   * System calls with rules whose function was not found in the kernel; null if there are none.
   *
   * @param calls how many
   * @param abi of the first of them
   * @param nr of the same
   */
  public record Unseen(long calls, Abi abi, int nr) {}

  /** The table is taken back so soon, and that generation comes again; null if that is not so. */
  public record Unconfirmed(long leftMs, long generation) {}

  /**
   * The log.
   *
   * @param bytes of one CPU
   * @param events made since the modules were loaded
   * @param overwritten of these, gone from the log, read or not
   * @param mustWaits calls that waited for room, since the modules were loaded; 0 from modules that
   *     do not count them
   * @param mustTimeouts of these, in vain
   * @param mustWaiting tasks that wait for room
   */
  public record Log(
      long bytes,
      long events,
      long overwritten,
      long mustWaits,
      long mustTimeouts,
      int readers,
      int mustWaiting) {}
}
