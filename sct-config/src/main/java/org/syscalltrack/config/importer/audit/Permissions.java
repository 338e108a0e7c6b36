// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which calls need a permission, as the kernel's audit_match_perm() has it: the classes of
 * include/asm-generic/audit_*.h, and for open its flags.
 */
final class Permissions {
  private static final List<String> WRITE =
      List.of(
          "mkdir",
          "rmdir",
          "unlink",
          "mknod",
          "rename",
          "link",
          "symlink",
          "acct",
          "swapon",
          "quotactl",
          "truncate",
          "ftruncate",
          "fallocate",
          "bind");
  private static final List<String> READ =
      List.of(
          "readlink",
          "quotactl",
          "listxattr",
          "llistxattr",
          "flistxattr",
          "getxattr",
          "lgetxattr",
          "fgetxattr");
  private static final List<String> ATTRIBUTES =
      List.of(
          "chmod",
          "fchmod",
          "chown",
          "lchown",
          "fchown",
          "setxattr",
          "lsetxattr",
          "fsetxattr",
          "removexattr",
          "lremovexattr",
          "fremovexattr",
          "link");

  /** The newer and the 32-bit forms of those above, where audit's classes have them by name. */
  private static final List<String> FORMS = List.of("at", "at2", "2", "32", "64");

  private final boolean read;
  private final boolean write;
  private final boolean execute;
  private final boolean attributes;

  /** Of a word such as {@code wa}. */
  Permissions(AuditField perm) throws Unsayable {
    String letters = perm.value();
    if (!perm.op().equals("=") || !letters.matches("[rwxa]+")) {
      throw new Unsayable("'" + perm + "': permissions are perm= and letters of r, w, x and a");
    }
    read = letters.indexOf('r') >= 0;
    write = letters.indexOf('w') >= 0;
    execute = letters.indexOf('x') >= 0;
    attributes = letters.indexOf('a') >= 0;
  }

  /** All calls that need one of them; by families, so that today's forms of a call count. */
  List<CallGroup> groups(boolean aboutFiles) {
    List<CallGroup> groups = new ArrayList<>();
    if (read || write) {
      groups.add(new CallGroup(List.of("open"), false, List.of("PATH[1]"), opening("PARAMS[2]")));
    }
    if (execute) {
      groups.add(new CallGroup(List.of("execve"), false, List.of("PATH[1]"), null));
    }
    List<String> others = List.copyOf(classes());
    if (aboutFiles) {
      groups.addAll(FileConditions.grouped(others, false));
    } else if (!others.isEmpty()) {
      groups.add(new CallGroup(others, false, List.of(), null));
    }
    return groups;
  }

  /** Those of the calls that need one of them. */
  List<CallGroup> among(List<String> calls, boolean aboutFiles) {
    List<CallGroup> groups = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String call : calls) {
      if (isOpen(call) && (read || write)) {
        groups.add(open(call));
      } else if (call.startsWith("execve") ? execute : isInClasses(call)) {
        others.add(call);
      }
    }
    if (aboutFiles) {
      groups.addAll(FileConditions.grouped(others, true));
    } else if (!others.isEmpty()) {
      groups.add(new CallGroup(others, true, List.of(), null));
    }
    return groups;
  }

  private static boolean isOpen(String call) {
    return call.equals("open") || call.equals("openat") || call.equals("openat2");
  }

  private CallGroup open(String call) {
    String flags =
        switch (call) {
          case "open" -> "PARAMS[2]";
          case "openat" -> "PARAMS[3]";
          default -> "PARAMS[3].flags";
        };
    String path = call.equals("open") ? "PATH[1]" : "PATH[2]";
    return new CallGroup(List.of(call), true, List.of(path), opening(flags));
  }

  /** Null if any way to open counts. */
  private String opening(String flags) {
    if (read && write) {
      return null;
    }
    return "(" + flags + " & O_ACCMODE) != " + (write ? "O_RDONLY" : "O_WRONLY");
  }

  private Set<String> classes() {
    Set<String> calls = new LinkedHashSet<>();
    calls.addAll(write ? WRITE : List.of());
    calls.addAll(read ? READ : List.of());
    calls.addAll(attributes ? ATTRIBUTES : List.of());
    return calls;
  }

  private boolean isInClasses(String call) {
    Set<String> classes = classes();
    if (classes.contains(call) || write && call.equals("creat")) {
      return true;
    }
    for (String form : FORMS) {
      String base = call.endsWith(form) ? call.substring(0, call.length() - form.length()) : "";
      if (classes.contains(base)) {
        return true;
      }
    }
    return false;
  }
}
