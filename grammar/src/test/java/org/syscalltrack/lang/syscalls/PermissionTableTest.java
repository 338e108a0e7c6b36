// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.lang.view.OperationField;

/** operations.tbl and permissions.tbl fit the calls and each other. */
class PermissionTableTest {
  @Test
  void eachOperationHasPermissions() {
    for (Operation operation : Operation.values()) {
      if (!OperationField.names(operation).isEmpty()) {
        continue; // about no file
      }
      assertFalse(PermissionTable.of(Set.of(operation)).isEmpty(), operation.text());
    }
  }

  @Test
  void objectsAndNumbersAreParametersOfTheCall() {
    Set<Operation> done = EnumSet.noneOf(Operation.class);
    for (String line : DataFile.resource("operations.tbl", " ").lines()) {
      Syscall call = SyscallTable.builtIn().find(DataFile.words(line).get(0));
      assertNotNull(call, line);
      List<String> names = call.parameters().stream().map(Parameter::name).toList();
      for (OperationTable.Done each : OperationTable.of(call)) {
        assertTrue(names.containsAll(each.objects()), line);
        assertTrue(names.containsAll(each.numbers().keySet()), line);
        done.add(each.operation());
      }
    }
    assertEquals(EnumSet.allOf(Operation.class), done);
  }

  @Test
  void anOpenIsAskedForWhat() {
    Map<Set<Permission>, Integer> bits =
        Map.of(
            Set.of(Permission.READ), 1,
            Set.of(Permission.WRITE, Permission.ATTRIBUTES), 2,
            Set.of(Permission.READ, Permission.WRITE), 3);
    bits.forEach(
        (permissions, expected) ->
            assertEquals(
                new PermissionTable.Test(2, expected),
                PermissionTable.test(Operation.OPEN, permissions)));
    assertNull(PermissionTable.test(Operation.OPEN, Set.of(Permission.ATTRIBUTES)));
    assertEquals(
        new PermissionTable.Test(0, 0),
        PermissionTable.test(Operation.UNLINK, Set.of(Permission.WRITE)));
  }

  @Test
  void anotherWayToTheSameEndComesAlong() {
    Set<Permission> write = Set.of(Permission.WRITE);
    assertEquals(
        Set.of(Operation.ALTER, Operation.MAP),
        PermissionTable.with(Set.of(Operation.TRUNCATE), write));
    assertEquals(Set.of(), PermissionTable.with(Set.of(Operation.UNLINK), write));
  }
}
