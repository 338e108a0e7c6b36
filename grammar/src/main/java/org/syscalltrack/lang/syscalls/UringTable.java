// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.List;

/** Which operations of io_uring do the work of calls: uring.tbl, whose head describes it. */
public final class UringTable {
  private static List<Opcode> all;

  private UringTable() {}

  /**
   * An operation of io_uring.
   *
   * @param call whose work it does
   */
  public record Opcode(String name, int number, String call) {}

  /** In the order of their numbers. */
  public static synchronized List<Opcode> all() {
    if (all == null) {
      List<Opcode> read = new ArrayList<>();
      for (String line : DataFile.resource("uring.tbl", " ").lines()) {
        List<String> words = DataFile.words(line);
        read.add(new Opcode(words.get(0), Integer.parseInt(words.get(1)), words.get(2)));
      }
      all = List.copyOf(read);
    }
    return all;
  }

  /** Those that do the work of the call. */
  public static List<Opcode> of(Syscall call) {
    return all().stream().filter(opcode -> opcode.call().equals(call.name())).toList();
  }
}
