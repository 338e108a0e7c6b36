// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.Set;
import java.util.stream.Collectors;

/** What somebody may do to a file: a letter of {@code perm = rwxa}. */
public enum Permission {
  READ('r'),
  WRITE('w'),
  EXECUTE('x'),
  ATTRIBUTES('a');

  private final char letter;

  Permission(char letter) {
    this.letter = letter;
  }

  /** The permission of a letter, or null. */
  public static Permission of(char letter) {
    for (Permission permission : values()) {
      if (permission.letter == letter) {
        return permission;
      }
    }
    return null;
  }

  /** As in a rule. */
  public static String text(Set<Permission> permissions) {
    return permissions.stream()
        .sorted()
        .map(permission -> String.valueOf(permission.letter))
        .collect(Collectors.joining());
  }
}
