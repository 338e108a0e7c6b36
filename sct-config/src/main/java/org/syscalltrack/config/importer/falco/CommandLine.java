// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;

/**
 * proc.cmdline, proc.args and proc.exe: the arguments that execve is given. Of other calls'
 * processes they are not known here.
 */
final class CommandLine {
  private static final int COMM = 15;

  private CommandLine() {}

  /** All of it: the name of the program, then the arguments. */
  static Saying line(Cond.Test test, Call call) {
    if (!call.isExec()) {
      return Saying.unsaid(test.field() + " of " + call.name());
    }
    String all = all(call);
    return switch (test.op()) {
      case "contains", "icontains" -> Texts.one(all, test.op(), test.values().get(0));
      case "endswith" -> Texts.one(all, test.op(), test.values().get(0));
      case "startswith" -> each(test.values(), value -> begins(all, value));
      case "=", "in" -> each(test.values(), value -> is(all, value));
      case "!=" -> each(test.values(), value -> is(all, value)).not();
      default -> Saying.unsaid(test.toString());
    };
  }

  private static String all(Call call) {
    return call.name().equals("execve") ? "PARAMS[2]" : "PARAMS[3]";
  }

  private interface OfValue {
    Saying say(String value);
  }

  private static Saying each(List<String> values, OfValue what) {
    List<Saying> parts = new ArrayList<>();
    values.forEach(value -> parts.add(what.say(value)));
    return Saying.any(parts);
  }

  private static Saying begins(String all, String value) {
    int blank = value.indexOf(' ');
    if (blank < 0) {
      return Texts.one("COMM", "startswith", cut(value));
    }
    // The program may have been called by a path, so the arguments are what follows a blank.
    return Saying.all(
        List.of(
            Texts.one("COMM", "==", cut(value.substring(0, blank))),
            Texts.one(all, "contains", value.substring(blank))));
  }

  private static Saying is(String all, String value) {
    int blank = value.indexOf(' ');
    if (blank < 0) {
      return Texts.one("COMM", "==", cut(value));
    }
    return Saying.all(
        List.of(
            Texts.one("COMM", "==", cut(value.substring(0, blank))),
            Texts.one(all, "endswith", value.substring(blank))));
  }

  private static String cut(String name) {
    return name.length() > COMM ? name.substring(0, COMM) : name;
  }

  /** What stands behind the program. */
  static Saying arguments(Cond.Test test, Call call) {
    if (!call.isExec()) {
      return Saying.unsaid(test.field() + " of " + call.name());
    }
    String all = all(call);
    return switch (test.op()) {
      case "contains", "icontains", "endswith" -> Texts.one(all, test.op(), test.values().get(0));
      case "startswith" -> each(test.values(), v -> Texts.one(all, "contains", " " + v));
      case "=", "in" -> each(test.values(), v -> Texts.one(all, "endswith", " " + v));
      default -> Saying.unsaid(test.toString());
    };
  }

  /** The first of the arguments; its file where they are not known. */
  static Saying program(Cond.Test test, Call call) {
    if (!call.isExec()) {
      return Texts.of(test, "EXE").remark("proc.exe is the program's file here");
    }
    String all = all(call);
    return switch (test.op()) {
      case "startswith" -> Texts.one(all, "startswith", test.values().get(0));
      case "=", "in" ->
          each(
              test.values(),
              v ->
                  Saying.any(
                      List.of(Texts.one(all, "==", v), Texts.one(all, "startswith", v + " "))));
      case "endswith", "contains", "icontains" ->
          Texts.of(test, "EXE").remark("proc.exe is the program's file here");
      default -> Saying.unsaid(test.toString());
    };
  }
}
