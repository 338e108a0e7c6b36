// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** The entry whose calls a rule of audit is about: arch=. */
record Machine(Abi abi) {
  /** Of a rule that does not say. */
  static final Machine ANY = new Machine(null);

  static Machine of(AuditRule rule) throws Unsayable {
    Machine machine = ANY;
    for (AuditField field : rule.fields()) {
      if (field.is("arch")) {
        machine = of(field);
      }
    }
    return machine;
  }

  private static Machine of(AuditField field) throws Unsayable {
    boolean first =
        switch (field.value()) {
          case "b64", "x86_64" -> true;
          case "b32", "i386", "i486", "i586", "i686" -> false;
          default ->
              throw new Unsayable(
                  "'" + field + "': there are x86_64 (b64) and i386 (b32) programs here");
        };
    return switch (field.op()) {
      case "=" -> new Machine(first ? Abi.X86_64 : Abi.IA32);
      case "!=" -> new Machine(first ? Abi.IA32 : Abi.X86_64);
      default -> throw new Unsayable("'" + field + "': arch is compared by = and !=");
    };
  }

  /** Null if all entries count. */
  String condition() {
    return abi == null ? null : "ABI == " + abi.text();
  }

  /** The calls that the words of -S mean; those that there are not are told in the remarks. */
  List<String> calls(List<String> words, List<String> remarks) throws Unsayable {
    Set<String> calls = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String word : words) {
      String name = word.matches("[0-9]+") ? name(Integer.parseInt(word)) : word;
      Syscall call = name == null ? null : SyscallTable.builtIn().find(name);
      if (call == null || abi != null && !call.isIn(abi)) {
        unknown.add(word);
      } else {
        calls.add(name);
      }
    }
    if (calls.isEmpty()) {
      String near = Suggestion.hint(unknown.get(0), SyscallTable.builtIn().names());
      throw new Unsayable(
          "no call " + String.join(", ", unknown) + where() + (near == null ? "" : "; " + near));
    }
    if (!unknown.isEmpty()) {
      remarks.add("no call " + String.join(", ", unknown) + where());
    }
    if (abi == null) {
      remarks.add(
          "without arch, audit asks by the number that the call has for b64;"
              + " here it is the call of that name for each kind of program");
    }
    return List.copyOf(calls);
  }

  private String name(int number) {
    return SyscallTable.builtIn().name(abi == null ? Abi.X86_64 : abi, number);
  }

  private String where() {
    return abi == null ? "" : " of " + abi.text() + " programs";
  }
}
