// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Operation;

/** How doors are gone through in a scratch place: probes.tbl, whose head describes it. */
public final class ProbeTable {
  private static final String URING = "io_uring:";
  private static DataFile data;

  private ProbeTable() {}

  /**
   * A way to have an operation done.
   *
   * @param kind of what it is done to
   * @param arguments as sct_doors takes them
   */
  public record Probe(Operation operation, String kind, List<String> arguments) {}

  /** By a call; null: none is known that does one of the operations. */
  public static Probe ofCall(String call, Abi abi, Set<Operation> operations) {
    Probe own = find(call + "/" + abi.text(), operations);
    return own == null ? find(call, operations) : own;
  }

  /** By io_uring; likewise. */
  public static Probe ofUring(String opcode, Set<Operation> operations) {
    return find(URING + opcode, operations);
  }

  private static Probe find(String door, Set<Operation> operations) {
    for (String line : data().linesOf(door)) {
      List<String> words = DataFile.words(line);
      Operation operation = OperationTable.operation(words.get(1));
      if (operations.contains(operation)) {
        return new Probe(operation, words.get(2), words.subList(3, words.size()));
      }
    }
    return null;
  }

  private static synchronized DataFile data() {
    if (data == null) {
      data = DataFile.resource("probes.tbl", " ");
    }
    return data;
  }
}
