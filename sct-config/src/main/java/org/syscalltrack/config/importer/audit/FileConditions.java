// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.syscalls.ParamMeaning;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;

/**
 * How rules see the file that audit's path= and dir= mean. This is the one place that knows: where
 * the language can ask for the object itself, its form goes into {@link #is} and {@link #under},
 * and the expressions of {@link #of} become those of objects.
 */
final class FileConditions {
  /** What audit records of calls on descriptors: audit_file() in the kernel. */
  private static final Set<String> BY_DESCRIPTOR =
      Set.of(
          "fchmod", "fchown", "fchown32", "fsetxattr", "fremovexattr", "fgetxattr", "flistxattr");

  private static final String THERE = "not RETVAL in (-ENOENT, -ENOTDIR)";

  private FileConditions() {}

  /** The expressions for the files that a call names, by its own entry. */
  static List<String> of(Syscall call) {
    if (call.name().equals("bind")) {
      return List.of("PARAMS[2].path");
    }
    if (BY_DESCRIPTOR.contains(call.name())) {
      return List.of("FD[1]");
    }
    List<String> objects = new ArrayList<>();
    List<Parameter> parameters = call.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      ParamMeaning meaning =
          ParamTable.meaning(call.name(), call.firstAbi(), parameters.get(i).name());
      if (meaning instanceof ParamMeaning.NamesFile) {
        objects.add("PATH[" + (i + 1) + "]");
      }
    }
    return objects;
  }

  /** Every call that names a file. */
  static List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (String name : SyscallTable.builtIn().names()) {
      if (!of(SyscallTable.builtIn().find(name)).isEmpty()) {
        calls.add(name);
      }
    }
    return calls;
  }

  /** Calls, put together as far as one filter fits them; those that name no file are left out. */
  static List<CallGroup> grouped(List<String> calls, boolean exact) {
    Map<String, CallGroup> groups = new LinkedHashMap<>();
    for (String name : calls) {
      List<String> objects = of(SyscallTable.builtIn().find(name));
      if (!objects.isEmpty()) {
        String key = objects + " " + name.startsWith("execve");
        groups
            .computeIfAbsent(key, k -> new CallGroup(new ArrayList<>(), exact, objects, null))
            .calls()
            .add(name);
      }
    }
    return List.copyOf(groups.values());
  }

  /**
   * That one of the objects is the file with one of these names. Audit has no object where there is
   * none, though the path is there all the same; of two names, the second may be there when the
   * first is missed.
   */
  static String is(CallGroup group, List<String> names) {
    List<String> objects = group.objects();
    String last = one(objects.get(objects.size() - 1), names);
    if (objects.size() > 1) {
      List<String> tests = new ArrayList<>();
      for (String object : objects.subList(0, objects.size() - 1)) {
        tests.add("(" + one(object, names) + " && " + THERE + ")");
      }
      tests.add(last);
      return any(tests);
    }
    if (group.isExec()) {
      // What runs in the end: the interpreter, where a script was started.
      return any(List.of(last, "(RETVAL == 0 && " + one("EXE", names) + ")")) + "\n&& " + THERE;
    }
    return last + "\n&& " + THERE;
  }

  /** That one of the objects is the directory or is somewhere below it, there or not. */
  static String under(CallGroup group, List<String> names) {
    List<String> tests = new ArrayList<>();
    for (String object : group.objects()) {
      tests.add(below(object, names));
    }
    if (group.isExec()) {
      tests.add("(RETVAL == 0 && (" + below("EXE", names) + "))");
    }
    return any(tests);
  }

  private static String below(String object, List<String> names) {
    List<String> tests = new ArrayList<>();
    tests.add(one(object, names));
    for (String name : names) {
      tests.add(object + " startswith " + quoted(name.equals("/") ? "/" : name + "/"));
    }
    return String.join(" || ", tests);
  }

  private static String one(String object, List<String> names) {
    if (names.size() == 1) {
      return object + " == " + quoted(names.get(0));
    }
    return object
        + " in ("
        + String.join(", ", names.stream().map(FileConditions::quoted).toList())
        + ")";
  }

  private static String any(List<String> tests) {
    String joined = String.join("\n    || ", tests);
    return tests.size() == 1 && !joined.contains("||") ? joined : "(" + joined + ")";
  }

  static String quoted(String text) {
    return ByteString.of(text).quoted();
  }
}
