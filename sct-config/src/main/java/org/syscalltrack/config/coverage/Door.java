// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.UringTable;

/**
 * A way into the kernel.
 *
 * @param abi the entry; null: io_uring
 * @param number of the call there, or of io_uring's operation
 * @param call that is made, or whose work is done
 */
record Door(Abi abi, int number, Syscall call, String name) {
  static final String URING = "io_uring";

  /** All ways to have the work of the call done. */
  static List<Door> of(Syscall call) {
    List<Door> doors = new ArrayList<>();
    for (Abi abi : Abi.values()) {
      if (call.isIn(abi)) {
        doors.add(new Door(abi, call.number(abi), call, call.name()));
      }
    }
    for (UringTable.Opcode opcode : UringTable.of(call)) {
      doors.add(new Door(null, opcode.number(), call, opcode.name()));
    }
    return doors;
  }

  boolean isUring() {
    return abi == null;
  }

  String entry() {
    return isUring() ? URING : abi.text();
  }
}
