// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Operation;

/** What a rule on OBJECT means by a call: operations.tbl, whose head describes it. */
public final class OperationTable {
  private static DataFile data;

  private OperationTable() {}

  /**
   * An operation that a call does.
   *
   * @param objects names of the call's parameters that name the operation's objects, in order
   * @param numbers names of its parameters that the kernel has as numbers of the operation
   */
  public record Done(Operation operation, List<String> objects, Map<String, Integer> numbers) {}

  /** The operations of the call; none if no object of it can be judged. */
  public static List<Done> of(Syscall call) {
    List<Done> all = new ArrayList<>();
    for (String line : data().linesOf(call.name())) {
      List<String> words = DataFile.words(line);
      all.add(done(operation(words.get(1)), words.subList(2, words.size())));
    }
    return all;
  }

  /** The calls that do the operation, by whatever parameters. */
  public static List<Syscall> callsOf(Operation operation) {
    List<Syscall> calls = new ArrayList<>();
    for (String line : data().lines()) {
      List<String> words = DataFile.words(line);
      if (operation(words.get(1)) == operation) {
        calls.add(SyscallTable.builtIn().find(words.get(0)));
      }
    }
    return calls;
  }

  /** What the calls do, whatever their parameters. */
  public static Set<Operation> all(List<Syscall> calls) {
    Set<Operation> all = EnumSet.noneOf(Operation.class);
    calls.forEach(call -> of(call).forEach(done -> all.add(done.operation())));
    return all;
  }

  /** Which object of the call's operations the parameter names, from 1; 0 if none. */
  public static int objectOf(Syscall call, String parameter) {
    for (Done done : of(call)) {
      if (done.objects().contains(parameter)) {
        return done.objects().indexOf(parameter) + 1;
      }
    }
    return 0;
  }

  private static Done done(Operation operation, List<String> words) {
    List<String> objects = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        objects.add(word);
      } else {
        numbers.put(word.substring(0, equals), Integer.valueOf(word.substring(equals + 1)));
      }
    }
    return new Done(operation, objects, numbers);
  }

  static Operation operation(String name) {
    for (Operation operation : Operation.values()) {
      if (operation.text().equals(name)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("operations.tbl: no operation " + name);
  }

  private static synchronized DataFile data() {
    if (data == null) {
      data = DataFile.resource("operations.tbl", " ");
    }
    return data;
  }
}
