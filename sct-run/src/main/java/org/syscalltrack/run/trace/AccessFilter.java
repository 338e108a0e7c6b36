// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Syscall;

/** A rule's filter for the calls on some files: by name, or by a descriptor that is one. */
final class AccessFilter {
  private AccessFilter() {}

  /**
   * The filter, with its keyword.
   *
   * @param files none: no filter is needed
   * @return null: the call has neither a name nor a descriptor
   */
  static String of(Syscall call, Collection<String> files) {
    if (files.isEmpty()) {
      return "";
    }
    StringJoiner any = new StringJoiner(" || ", "filter_expression { ", " } ");
    any.setEmptyValue("");
    for (String file : names(files)) {
      for (int i = 0; i < call.parameters().size(); i++) {
        String test = test(call.parameters().get(i).type(), i + 1, quote(file));
        if (test != null) {
          any.add(test);
        }
      }
    }
    return any.toString().isEmpty() ? null : any.toString();
  }

  /** What it looks at besides parameters, as macros. */
  static List<String> derived(Syscall call, Collection<String> files) {
    List<String> macros = new ArrayList<>();
    for (int i = 0; !files.isEmpty() && i < call.parameters().size(); i++) {
      ParamType type = call.parameters().get(i).type();
      if (type == ParamType.FD || type == ParamType.DIRFD) {
        macros.add("%fd[" + (i + 1) + "]");
      }
    }
    return macros;
  }

  private static String test(ParamType type, int index, String name) {
    return switch (type) {
      case PATH -> "PARAMS[" + index + "] == " + name;
      case FD -> "FD[" + index + "] == " + name;
      // The working directory is nothing that was asked for by a descriptor.
      case DIRFD -> "(PARAMS[" + index + "] != -100 && FD[" + index + "] == " + name + ")";
      default -> null;
    };
  }

  /** As they were given, and where that leads to: which is what a descriptor is known by. */
  private static Set<String> names(Collection<String> files) {
    Set<String> names = new LinkedHashSet<>(files);
    for (String file : files) {
      try {
        names.add(Path.of(file).toRealPath().toString());
      } catch (IOException e) {
        names.add(Path.of(file).toAbsolutePath().normalize().toString());
      }
    }
    return names;
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= ' ' && b < 0x7f && b != '"' && b != '\\';
      quoted.append(plain ? String.valueOf((char) b) : String.format("\\x%02x", b));
    }
    return quoted.append('"').toString();
  }
}
