// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.tool.UsageException;

class CallsTest {
  @Test
  void namesAndClasses() throws UsageException {
    assertEquals(Set.of("open", "close"), Calls.parse("open,close"));
    assertTrue(Calls.parse("%file").contains("openat"));
    assertEquals(Calls.parse("network"), Calls.parse("%net"));
    assertEquals(Set.of("stat", "stat64", "oldstat"), Calls.parse("%stat"));
  }

  @Test
  void aCallIsMeantRatherThanAClassOfItsName() throws UsageException {
    assertEquals(Set.of("stat"), Calls.parse("stat"));
  }

  @Test
  void allIsAllAlsoWhatHasNoName() throws UsageException {
    assertNull(Calls.parse("all"));
    assertEquals(Set.of(), Calls.parse("none"));
    assertEquals(Set.of(), Calls.parse("!all"));
  }

  @Test
  void allButSome() throws UsageException {
    Set<String> calls = Calls.parse("!%file,brk");
    assertFalse(calls.contains("openat"));
    assertFalse(calls.contains("brk"));
    assertTrue(calls.contains("read"));
    assertTrue(SyscallTable.builtIn().names().containsAll(calls));
  }

  @Test
  void expressions() throws UsageException {
    assertEquals(Set.of("mkdir", "mkdirat"), Calls.parse("/^mkdir"));
    assertEquals(Set.of("brk"), Calls.parse("brk,?nonesuch"));
  }

  @ParameterizedTest
  @CsvSource({
    "opne, did you mean",
    "%fiel, did you mean",
    "/(, /(",
    "/zzz, no system call matches",
    "'', no system call or class"
  })
  void wrong(String list, String words) {
    String said = assertThrows(UsageException.class, () -> Calls.parse(list)).getMessage();
    assertTrue(said.contains(words), said);
  }

  @Test
  void signals() throws UsageException {
    assertTrue(Signals.parse("all").contains(17));
    assertFalse(Signals.parse("none").contains(17));
    assertFalse(Signals.parse("!SIGCHLD").contains(17));
    assertTrue(Signals.parse("!chld").contains(15));
    assertTrue(Signals.parse("TERM,9").contains(9));
    assertThrows(UsageException.class, () -> Signals.parse("SIGNONE"));
  }
}
