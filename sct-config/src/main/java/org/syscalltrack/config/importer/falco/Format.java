// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.syscalltrack.lang.syscalls.ParamType;

/** Falco's output as a log format: fields that no event has are shown as a question mark. */
final class Format {
  private static final Pattern FIELD =
      Pattern.compile("%([a-z][a-zA-Z0-9_]*(?:\\.[a-zA-Z0-9_]+)+(?:\\[[^\\]]*\\])?)");
  private static final int ROOM = 2000;

  private static final Map<String, String> MACROS =
      Map.ofEntries(
          Map.entry("evt.type", "%sname"),
          Map.entry("syscall.type", "%sname"),
          Map.entry("evt.res", "%retval"),
          Map.entry("evt.rawres", "%retval"),
          Map.entry("evt.args", "%params"),
          Map.entry("evt.time", "%time"),
          Map.entry("proc.name", "%comm"),
          Map.entry("proc.pname", "%pcomm"),
          Map.entry("proc.aname[0]", "%comm"),
          Map.entry("proc.aname[1]", "%pcomm"),
          Map.entry("proc.exepath", "%exe"),
          Map.entry("proc.exe", "%exe"),
          Map.entry("proc.cwd", "%cwd"),
          Map.entry("proc.tty", "%tty"),
          Map.entry("proc.pid", "%pid"),
          Map.entry("proc.ppid", "%ppid"),
          Map.entry("thread.tid", "%tid"),
          Map.entry("user.name", "%uid"),
          Map.entry("user.uid", "%uid"),
          Map.entry("user.loginuid", "%loginuid"),
          Map.entry("user.loginname", "%loginuid"),
          Map.entry("group.gid", "%gid"),
          Map.entry("group.name", "%gid"),
          Map.entry("container.id", "%container"),
          Map.entry("container.name", "%container"));

  private Format() {}

  static String of(String output, Call call) {
    String text = output.replaceAll("\\s+", " ").strip();
    StringBuilder out = new StringBuilder();
    Matcher field = FIELD.matcher(text);
    int end = 0;
    while (field.find()) {
      out.append(plain(text.substring(end, field.start()))).append(macro(field.group(1), call));
      end = field.end();
    }
    out.append(plain(text.substring(end)));
    return out.length() > ROOM ? out.substring(0, ROOM).replaceAll("%[^ ]*$", "") : out.toString();
  }

  private static String plain(String text) {
    return text.replace("%", "%%").replace('}', ')').replace('{', '(');
  }

  private static String macro(String field, Call call) {
    if (MACROS.containsKey(field)) {
      return MACROS.get(field);
    }
    String address = call.address() < 0 ? null : "%params[" + (call.address() + 1) + "]";
    String file = call.file();
    return switch (field) {
      case "fd.name" ->
          address != null
              ? address
              : file == null ? "?" : "%" + file.toLowerCase(java.util.Locale.ROOT);
      case "fd.nameraw" ->
          file == null || file.startsWith("FD") ? "?" : file.replace("PATH", "%params");
      case "fd.sip", "fd.rip", "fd.ip" -> address == null ? "?" : address + ".ip";
      case "fd.sport", "fd.rport", "fd.port" -> address == null ? "?" : address + ".port";
      case "fd.num" -> call.isOpen() ? "%retval" : "?";
      case "proc.cmdline", "proc.args" ->
          call.isExec() ? (call.name().equals("execve") ? "%params[2]" : "%params[3]") : "?";
      default -> field.startsWith("evt.arg.") ? argument(field.substring(8), call) : "?";
    };
  }

  private static String argument(String name, Call call) {
    int index = call.parameter(name);
    boolean shown = index >= 0 && call.at(index).type() != ParamType.PTR;
    return shown ? "%params[" + (index + 1) + "]" : "?";
  }
}
