// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Operation;

class ProbeTableTest {
  private static final Set<String> KINDS =
      Set.of("file", "directory", "link", "program", "nothing", "running");

  @Test
  void fitsTheOtherTables() {
    List<String> lines = DataFile.resource("probes.tbl", " ").lines();
    assertTrue(lines.size() > 60);
    for (String line : lines) {
      List<String> words = DataFile.words(line);
      boolean uring = words.get(0).startsWith("io_uring:");
      Syscall call = uring ? opcode(words.get(0)) : call(words.get(0));
      assertNotNull(call, line);
      Operation operation = OperationTable.operation(words.get(1));
      assertTrue(OperationTable.all(List.of(call)).contains(operation), line);
      assertTrue(KINDS.contains(words.get(2)), line);
      List<String> arguments = words.subList(3, words.size());
      assertTrue(arguments.stream().allMatch(word -> word.contains("=") == uring), line);
      assertTrue(uring || arguments.size() <= 6, line);
    }
  }

  private static Syscall call(String door) {
    return SyscallTable.builtIn().find(door.split("/")[0]);
  }

  private static Syscall opcode(String door) {
    String name = door.substring("io_uring:".length());
    return UringTable.all().stream()
        .filter(opcode -> opcode.name().equals(name))
        .map(opcode -> SyscallTable.builtIn().find(opcode.call()))
        .findFirst()
        .orElse(null);
  }

  @Test
  void findsTheWayToAnOperation() {
    Set<Operation> rmdir = EnumSet.of(Operation.RMDIR);
    ProbeTable.Probe probe = ProbeTable.ofCall("unlinkat", Abi.IA32, rmdir);
    assertEquals("directory", probe.kind());
    assertEquals(List.of("AT", "path", "0x200"), probe.arguments());
    assertEquals(probe.operation(), ProbeTable.ofUring("unlinkat", rmdir).operation());
    assertNull(ProbeTable.ofCall("unlink", Abi.X86_64, rmdir));
    // ia32 has the length in two halves.
    Set<Operation> alter = EnumSet.of(Operation.ALTER);
    assertEquals(6, ProbeTable.ofCall("fallocate", Abi.IA32, alter).arguments().size());
    assertEquals(4, ProbeTable.ofCall("fallocate", Abi.X86_64, alter).arguments().size());
  }
}
