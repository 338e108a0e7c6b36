// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.syscalltrack.lang.check.Constants;

/** Falco's fields for one call, as conditions. */
final class Fields {
  private static final Map<String, String> TEXTS =
      Map.of(
          "proc.name", "COMM",
          "proc.pname", "PCOMM",
          "proc.aname[0]", "COMM",
          "proc.aname[1]", "PCOMM",
          "proc.exepath", "EXE",
          "container.name", "CONTAINER");
  private static final Map<String, String> NUMBERS =
      Map.of(
          "proc.pid", "PID",
          "proc.ppid", "PPID",
          "thread.tid", "TID",
          "user.uid", "UID",
          "user.loginuid", "LOGINUID",
          "group.gid", "GID",
          "evt.rawres", "RETVAL");
  private static final String OPEN_MODE = " & O_ACCMODE) != ";

  private final Predicate<String> userExists;

  Fields(Predicate<String> userExists) {
    this.userExists = userExists;
  }

  Saying say(Cond.Test test, Call call) {
    String field = test.field();
    if (TEXTS.containsKey(field)) {
      return Texts.of(test, TEXTS.get(field));
    }
    if (NUMBERS.containsKey(field)) {
      return number(test, NUMBERS.get(field));
    }
    return switch (field.substring(0, Math.max(0, field.indexOf('.')))) {
      case "evt", "syscall" -> event(test, call);
      case "proc" -> process(test, call);
      case "fd" -> descriptor(test, call);
      default -> other(test);
    };
  }

  private Saying event(Cond.Test test, Call call) {
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    boolean wanted = !value.equals("false");
    return switch (test.field()) {
      case "evt.type", "syscall.type" -> type(test, call);
      case "evt.num" -> test.op().equals("=") ? Saying.FALSE : Saying.unsaid(test.toString());
      case "evt.dir" -> Saying.TRUE;
      case "evt.res" -> result(test);
      case "evt.failed" -> Saying.text(wanted ? "RETVAL < 0" : "RETVAL >= 0");
      case "evt.is_open_write" -> opens(test, call, OPEN_MODE + "O_RDONLY");
      case "evt.is_open_read" -> opens(test, call, OPEN_MODE + "O_WRONLY");
      case "evt.is_open_create" -> opens(test, call, " & O_CREAT) != 0");
      default ->
          test.field().startsWith("evt.arg.")
              ? argument(test, call, test.field().substring("evt.arg.".length()))
              : Saying.unsaid(test.field());
    };
  }

  private static Saying type(Cond.Test test, Call call) {
    boolean is = test.values().contains(call.name());
    return switch (test.op()) {
      case "=", "in" -> Saying.of(is);
      case "!=" -> Saying.of(!is);
      default -> Saying.unsaid(test.toString());
    };
  }

  private static Saying opens(Cond.Test test, Call call, String rest) {
    String flags = call.openFlags();
    boolean yes = test.values().equals(List.of("true"));
    if (flags == null) {
      return Saying.FALSE;
    }
    String text = "(" + flags + rest;
    return Saying.text(yes ? text : "not (" + text + ")");
  }

  private static Saying result(Cond.Test test) {
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    boolean error = value.matches("E[A-Z0-9]+") && Constants.find(value) != null;
    return switch (test.op()) {
      case "startswith" -> value.equals("E") ? Saying.text("RETVAL < 0") : Saying.unsaid(test + "");
      case "=" ->
          value.equals("SUCCESS")
              ? Saying.text("RETVAL >= 0")
              : error ? Saying.text("RETVAL == -" + value) : integer(test, "RETVAL");
      case "!=" ->
          value.equals("SUCCESS")
              ? Saying.text("RETVAL < 0")
              : error ? Saying.text("RETVAL != -" + value) : integer(test, "RETVAL");
      default -> integer(test, "RETVAL");
    };
  }

  private Saying argument(Cond.Test test, Call call, String name) {
    if (name.equals("flags") && call.isOpen()) {
      return flags(test, call.openFlags());
    }
    int index = call.parameter(name);
    if (index < 0) {
      return Saying.unsaid(test.field() + " of " + call.name());
    }
    String parameter = "PARAMS[" + (index + 1) + "]";
    if (call.at(index).type().isString()) {
      boolean resolved = name.equals("linkpath") || name.equals("newpath");
      return Texts.of(test, resolved ? "PATH[" + (index + 1) + "]" : parameter);
    }
    if (!call.at(index).type().isNumber()) {
      return Saying.unsaid(test.field() + " of " + call.name());
    }
    return switch (name) {
      case "flags", "mode" -> flags(test, parameter);
      default -> constant(test, parameter);
    };
  }

  /** {@code contains O_TRUNC}: one of the bits. */
  private static Saying flags(Cond.Test test, String parameter) {
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    Long known = Constants.find(value);
    if (parameter == null || !test.op().endsWith("contains") || known == null) {
      return Saying.unsaid(test.toString());
    }
    return Saying.text(
        known == 0 ? parameter + " == " + value : "(" + parameter + " & " + value + ") != 0");
  }

  /** {@code contains PTRACE_ATTACH}: it is that one. */
  private static Saying constant(Cond.Test test, String parameter) {
    List<String> names = new ArrayList<>();
    for (String value : test.values()) {
      if (value.matches("-?[0-9]+")) {
        return integer(test, parameter);
      }
      if (Constants.find(value) == null) {
        return Saying.unsaid(test.toString());
      }
      names.add(value);
    }
    return switch (test.op()) {
      case "contains", "icontains", "=", "startswith" ->
          Saying.text(parameter + " == " + names.get(0));
      case "!=" -> Saying.text(parameter + " != " + names.get(0));
      case "in" -> Saying.text(parameter + " in (" + String.join(", ", names) + ")");
      default -> Saying.unsaid(test.toString());
    };
  }

  private Saying number(Cond.Test test, String variable) {
    return integer(test, variable);
  }

  private static Saying integer(Cond.Test test, String variable) {
    List<String> values = test.values();
    if (values.isEmpty()
        || !values.stream().allMatch(v -> v.matches("-?(0x[0-9a-fA-F]+|[0-9]+)"))) {
      return Saying.unsaid(test.toString());
    }
    boolean identity = variable.endsWith("ID");
    List<String> shown =
        values.stream().map(v -> identity && v.equals("-1") ? "4294967295" : v).toList();
    return switch (test.op()) {
      case "=" -> Saying.text(variable + " == " + shown.get(0));
      case "!=", "<", "<=", ">", ">=" ->
          Saying.text(variable + " " + test.op() + " " + shown.get(0));
      case "in" -> Saying.text(variable + " in (" + String.join(", ", shown) + ")");
      default -> Saying.unsaid(test.toString());
    };
  }

  private static Saying process(Cond.Test test, Call call) {
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    return switch (test.field()) {
      case "proc.aname" ->
          Texts.of(test, "PCOMM").remark("of the ancestors, only the parent is looked at");
      case "proc.tty" ->
          value.equals("0")
              ? Saying.text("TTY " + (test.op().equals("=") ? "==" : "!=") + " \"\"")
              : Saying.unsaid(test.toString());
      case "proc.cwd" -> directory(test);
      case "proc.is_exe_from_memfd" ->
          Saying.text((value.equals("false") ? "not " : "") + "EXE startswith \"/memfd:\"");
      case "proc.exe" -> CommandLine.program(test, call);
      case "proc.cmdline" -> CommandLine.line(test, call);
      case "proc.args" -> CommandLine.arguments(test, call);
      default -> Saying.unsaid(test.field());
    };
  }

  /** Falco's has a slash at its end. */
  private static Saying directory(Cond.Test test) {
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    return test.op().equals("startswith") && value.endsWith("/")
        ? Texts.below("CWD", List.of(value))
        : Texts.of(test, "CWD");
  }

  private static Saying descriptor(Cond.Test test, Call call) {
    if (call.address() >= 0) {
      return Sockets.say(test, "PARAMS[" + (call.address() + 1) + "]");
    }
    String file = call.file();
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    return switch (test.field()) {
      case "fd.num" -> opened(test, call);
      case "fd.typechar", "fd.type" -> {
        boolean plain = value.equals("f") || value.equals("file");
        // A directory that is opened is none to Falco.
        yield call.isOpen() && plain ? Saying.TRUE : Saying.unsaid(test.toString());
      }
      case "fd.name" -> file == null ? Saying.unsaid(test.field()) : Texts.of(test, file);
      case "fd.nameraw" -> raw(test, call);
      case "fd.directory" -> file == null ? Saying.unsaid(test.field()) : inside(test, file);
      case "fd.filename" -> file == null ? Saying.unsaid(test.field()) : named(test, file);
      default -> Saying.unsaid(test.field());
    };
  }

  private static Saying opened(Cond.Test test, Call call) {
    if (!call.isOpen()) {
      return Saying.unsaid(test.field());
    }
    return test.values().equals(List.of("-1")) && test.op().equals("=")
        ? Saying.text("RETVAL < 0")
        : integer(test, "RETVAL");
  }

  private static Saying raw(Cond.Test test, Call call) {
    List<String> paths = call.paths();
    return paths.isEmpty()
        ? Saying.unsaid(test.field())
        : Texts.of(test, paths.get(0).replace("PATH", "PARAMS"));
  }

  private static Saying inside(Cond.Test test, String file) {
    List<Saying> parts = new ArrayList<>();
    for (String value : test.values()) {
      parts.add(Texts.one(file, "startswith", value.endsWith("/") ? value : value + "/"));
    }
    return switch (test.op()) {
      case "=", "in" -> Saying.any(parts).remark("directories below that one count, too");
      case "startswith" -> Texts.of(test, file);
      default -> Saying.unsaid(test.toString());
    };
  }

  private static Saying named(Cond.Test test, String file) {
    List<Saying> parts = new ArrayList<>();
    for (String value : test.values()) {
      parts.add(Texts.one(file, "endswith", "/" + value));
    }
    return switch (test.op()) {
      case "=", "in" -> Saying.any(parts);
      case "endswith" -> Texts.of(test, file);
      case "startswith" -> Texts.one(file, "contains", "/" + test.values().get(0));
      default -> Saying.unsaid(test.toString());
    };
  }

  private Saying other(Cond.Test test) {
    return switch (test.field()) {
      case "user.name", "user.loginname" ->
          users(test, test.field().equals("user.name") ? "UID" : "LOGINUID");
      case "container.id" -> container(test);
      default -> Saying.unsaid(test.field());
    };
  }

  private static Saying container(Cond.Test test) {
    boolean host = test.values().equals(List.of("host"));
    return switch (test.op()) {
      case "=" -> host ? Saying.text("CONTAINER == \"\"") : Texts.of(test, "CONTAINER");
      case "!=" -> host ? Saying.text("CONTAINER != \"\"") : Texts.of(test, "CONTAINER");
      default -> Texts.of(test, "CONTAINER");
    };
  }

  private Saying users(Cond.Test test, String variable) {
    List<String> ids = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : test.values()) {
      if (userExists.test(name)) {
        ids.add("usernametoid(" + Texts.quoted(name) + ")");
      } else {
        missing.add(name);
      }
    }
    Saying said =
        switch (test.op()) {
          case "=", "in" -> anyOf(variable, ids);
          case "!=" -> anyOf(variable, ids).not();
          default -> Saying.unsaid(test.toString());
        };
    return missing.isEmpty()
        ? said
        : said.remark("no such users here: " + String.join(", ", missing));
  }

  private static Saying anyOf(String variable, List<String> ids) {
    if (ids.isEmpty()) {
      return Saying.FALSE;
    }
    return Saying.text(
        ids.size() == 1
            ? variable + " == " + ids.get(0)
            : variable + " in (" + String.join(", ", ids) + ")");
  }
}
