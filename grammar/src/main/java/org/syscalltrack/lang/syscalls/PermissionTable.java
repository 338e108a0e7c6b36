// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Operation;

/** What {@code perm = rwxa} means: permissions.tbl, whose head describes it. */
public final class PermissionTable {
  private static List<Meaning> meanings;

  private PermissionTable() {}

  /**
   * An operation is about a permission.
   *
   * @param number of the operation that has the bit then, from 1; 0: always
   * @param with operations along with which it is meant
   */
  private record Meaning(
      Operation operation, Permission permission, int number, int bit, Set<Operation> with) {}

  /**
   * How an operation tells that it is about one of several permissions.
   *
   * @param number of the operation, from 1; 0: it always is
   * @param bits one of which the number then has
   */
  public record Test(int number, int bits) {}

  /** Whether the operation is about one of the permissions; null: never. */
  public static Test test(Operation operation, Set<Permission> permissions) {
    int number = 0;
    int bits = 0;
    for (Meaning meaning : all()) {
      if (meaning.operation() == operation && permissions.contains(meaning.permission())) {
        if (meaning.number() == 0) {
          return new Test(0, 0);
        }
        number = meaning.number();
        bits |= meaning.bit();
      }
    }
    return number == 0 ? null : new Test(number, bits);
  }

  /** Other ways to do what these operations do, as far as the permissions go. */
  public static Set<Operation> with(Set<Operation> operations, Set<Permission> permissions) {
    Set<Operation> with = EnumSet.noneOf(Operation.class);
    for (Meaning meaning : all()) {
      if (permissions.contains(meaning.permission())
          && meaning.with().stream().anyMatch(operations::contains)) {
        with.add(meaning.operation());
      }
    }
    with.removeAll(operations);
    return with;
  }

  /** All operations that may be about one of the permissions. */
  public static Set<Operation> meant(Set<Permission> permissions) {
    Set<Operation> meant = EnumSet.noneOf(Operation.class);
    for (Meaning meaning : all()) {
      if (permissions.contains(meaning.permission())) {
        meant.add(meaning.operation());
      }
    }
    return meant;
  }

  /** What the operations can be about. */
  public static Set<Permission> of(Set<Operation> operations) {
    Set<Permission> of = EnumSet.noneOf(Permission.class);
    for (Meaning meaning : all()) {
      if (operations.contains(meaning.operation())) {
        of.add(meaning.permission());
      }
    }
    return of;
  }

  private static synchronized List<Meaning> all() {
    if (meanings == null) {
      List<Meaning> read = new ArrayList<>();
      for (String line : DataFile.resource("permissions.tbl", " ").lines()) {
        read.add(meaning(DataFile.words(line)));
      }
      meanings = List.copyOf(read);
    }
    return meanings;
  }

  private static Meaning meaning(List<String> words) {
    int number = 0;
    int bit = 0;
    Set<Operation> with = EnumSet.noneOf(Operation.class);
    for (String word : words.subList(2, words.size())) {
      String value = word.substring(word.indexOf('=') + 1);
      if (word.startsWith("if=")) {
        int colon = value.indexOf(':');
        number = Integer.parseInt(value.substring(0, colon));
        bit = Integer.parseInt(value.substring(colon + 1));
      } else if (word.startsWith("with=")) {
        for (String name : value.split(",")) {
          with.add(OperationTable.operation(name));
        }
      } else {
        throw new IllegalArgumentException("permissions.tbl: what is " + word + "?");
      }
    }
    Permission permission = Permission.of(words.get(1).charAt(0));
    if (permission == null) {
      throw new IllegalArgumentException("permissions.tbl: no permission " + words.get(1));
    }
    return new Meaning(OperationTable.operation(words.get(0)), permission, number, bit, with);
  }
}
