// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.syscalls.ParamMeaning;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;

/** A call that a condition is about, and where it has what Falco asks for. */
record Call(Syscall call) {
  String name() {
    return call.name();
  }

  boolean isExec() {
    return name().equals("execve") || name().equals("execveat");
  }

  boolean isOpen() {
    return name().equals("open")
        || name().equals("openat")
        || name().equals("openat2")
        || name().equals("creat");
  }

  /** The expressions for the files that the call names, first to last. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < call.parameters().size(); i++) {
      if (meaning(i) instanceof ParamMeaning.NamesFile) {
        paths.add("PATH[" + (i + 1) + "]");
      }
    }
    return paths;
  }

  /** The file that fd.name is about, or null. */
  String file() {
    List<String> paths = paths();
    if (!paths.isEmpty()) {
      return paths.get(0);
    }
    return !call.parameters().isEmpty()
            && call.parameters().get(0).type() == ParamType.FD
            && address() < 0
        ? "FD[1]"
        : null;
  }

  /** Index of the socket address, or -1. */
  int address() {
    for (int i = 0; i < call.parameters().size(); i++) {
      if (call.parameters().get(i).type() == ParamType.SOCKADDR) {
        return i;
      }
    }
    return -1;
  }

  /** The expression for the flags of an open, or null. */
  String openFlags() {
    return switch (name()) {
      case "open" -> "PARAMS[2]";
      case "openat" -> "PARAMS[3]";
      case "openat2" -> "PARAMS[3].flags";
      default -> null;
    };
  }

  /** Index of the parameter that Falco knows by that name, or -1. */
  int parameter(String argument) {
    List<String> names =
        switch (argument) {
          case "path", "name", "filename", "pathname" ->
              List.of("filename", "pathname", "path", "name", "dir_name");
          case "target", "oldpath" -> List.of("oldname", "from_pathname");
          case "linkpath", "newpath" -> List.of("newname", "to_pathname");
          case "domain" -> List.of("family", "domain");
          case "pid" -> List.of("pid", "upid");
          case "mode" -> List.of("mode");
          case "flags" -> List.of("flags", "flag", "clone_flags", "unshare_flags", "how");
          default -> List.of(argument);
        };
    for (String name : names) {
      for (int i = 0; i < call.parameters().size(); i++) {
        if (call.parameters().get(i).name().equals(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  Parameter at(int index) {
    return call.parameters().get(index);
  }

  ParamMeaning meaning(int index) {
    return ParamTable.meaning(name(), call.firstAbi(), call.parameters().get(index).name());
  }
}
