// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.syscalls.PermissionTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.message.ErrorCode;

/** {@code perm = wa}: which of the operations on its objects a rule is about. */
final class PermissionChecker {
  private static final String LETTERS = "r (read), w (write), x (execute), a (change attributes)";

  private final FieldSet fields;
  private final List<Syscall> calls;
  private final Diagnostics diagnostics;

  PermissionChecker(FieldSet fields, List<Syscall> calls, Diagnostics diagnostics) {
    this.fields = fields;
    this.calls = calls;
    this.diagnostics = diagnostics;
  }

  /** The permissions; all, if nothing is said, or after an error. */
  Set<Permission> check(boolean aboutObjects) {
    Value.Word word = fields.word("perm");
    if (word == null) {
      return Set.of();
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (char letter : word.text().toCharArray()) {
      Permission permission = Permission.of(letter);
      if (permission == null || !permissions.add(permission)) {
        diagnostics.error(
            ErrorCode.BAD_PERM,
            word.span(),
            permission == null
                ? "no permission is called '" + letter + "'"
                : "'" + letter + "' is there twice",
            "perm is one or more of " + LETTERS);
        return Set.of();
      }
    }
    if (permissions.isEmpty()) {
      diagnostics.error(
          ErrorCode.BAD_PERM, word.span(), "'perm' is empty", "perm is one or more of " + LETTERS);
    } else if (!aboutObjects) {
      diagnostics.error(
          ErrorCode.NEEDS_OBJECT,
          fields.peek("perm").name().span(),
          "'perm' is for a rule on OBJECT",
          "filter_expression { any OBJECT under \"/etc\" }");
    } else {
      checkUse(word, permissions);
    }
    return permissions;
  }

  private void checkUse(Value.Word word, Set<Permission> permissions) {
    Set<Operation> operations = OperationTable.all(calls);
    for (Permission permission : permissions) {
      Set<Permission> possible = PermissionTable.of(operations);
      if (!operations.isEmpty() && !possible.contains(permission)) {
        diagnostics.error(
            ErrorCode.PERM_NOT_DONE,
            word.span(),
            "none of the rule's calls does what '"
                + Permission.text(Set.of(permission))
                + "' means",
            "what they do: perm = " + Permission.text(possible));
        return;
      }
    }
  }
}
