// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.diag.Suggestion;

/** Fields of audit that are about the process and the outcome, as conditions. */
final class Conditions {
  private static final Map<String, String> USERS =
      Map.of(
          "auid",
          "LOGINUID",
          "loginuid",
          "LOGINUID",
          "uid",
          "UID",
          "euid",
          "EUID",
          "suid",
          "SUID",
          "fsuid",
          "FSUID");
  private static final Map<String, String> GROUPS =
      Map.of("gid", "GID", "egid", "EGID", "sgid", "SGID", "fsgid", "FSGID");
  private static final Map<String, String> NUMBERS =
      Map.of("pid", "PID", "ppid", "PPID", "sessionid", "SESSION");

  /** Why nothing here says what these do. */
  private static final Map<String, String> UNKNOWN =
      Map.ofEntries(
          Map.entry("subj_user", "rules do not know SELinux labels"),
          Map.entry("subj_role", "rules do not know SELinux labels"),
          Map.entry("subj_type", "rules do not know SELinux labels"),
          Map.entry("subj_sen", "rules do not know SELinux labels"),
          Map.entry("subj_clr", "rules do not know SELinux labels"),
          Map.entry("obj_user", "rules do not know SELinux labels"),
          Map.entry("obj_role", "rules do not know SELinux labels"),
          Map.entry("obj_type", "rules do not know SELinux labels"),
          Map.entry("obj_lev_low", "rules do not know SELinux labels"),
          Map.entry("obj_lev_high", "rules do not know SELinux labels"),
          Map.entry("obj_uid", "rules do not know the owner of the file"),
          Map.entry("obj_gid", "rules do not know the group of the file"),
          Map.entry("filetype", "rules do not know of what type a file is"),
          Map.entry("inode", "rules know files by path, not by number"),
          Map.entry("devmajor", "rules know files by path, not by device"),
          Map.entry("devminor", "rules know files by path, not by device"),
          Map.entry("fstype", "rules do not know the type of a file system"),
          Map.entry("pers", "rules do not know the personality"),
          Map.entry("msgtype", "there are no messages here but the rules' own events"));

  /** Handled elsewhere: which calls, which files, which arguments. */
  private static final Set<String> OF_CALLS =
      Set.of("arch", "perm", "path", "dir", "a0", "a1", "a2", "a3", "saddr_fam");

  private static final Set<String> OF_OUTCOME = Set.of("exit", "success");
  private static final String UNSET = "4294967295";
  private static final String LOW = "0xffffffff";
  private static final long LOW_BITS = 0xffffffffL;

  private final PathView paths;

  Conditions(PathView paths) {
    this.paths = paths;
  }

  /**
   * All that must hold besides what the calls are.
   *
   * @param remarks gets in what they differ
   */
  List<String> of(AuditRule rule, List<String> remarks) throws Unsayable {
    List<String> conditions = new ArrayList<>();
    for (AuditField field : rule.fields()) {
      if (!OF_CALLS.contains(field.name())) {
        conditions.add(of(field, remarks));
      }
    }
    for (AuditField field : rule.comparisons()) {
      conditions.add(comparison(field));
    }
    return conditions;
  }

  static boolean isAboutOutcome(AuditRule rule) {
    return rule.fields().stream().anyMatch(field -> OF_OUTCOME.contains(field.name()));
  }

  private String of(AuditField field, List<String> remarks) throws Unsayable {
    String name = field.name();
    if (USERS.containsKey(name)) {
      return id(field, USERS.get(name), "usernametoid");
    }
    if (GROUPS.containsKey(name)) {
      if (name.equals("gid") || name.equals("egid")) {
        remarks.add("audit also takes " + field + " for true of a supplementary group");
      }
      return id(field, GROUPS.get(name), "groupnametoid");
    }
    if (NUMBERS.containsKey(name)) {
      return number(field, NUMBERS.get(name), value(field));
    }
    return switch (name) {
      case "exit" -> exit(field);
      case "success" -> success(field);
      case "exe" -> executable(field);
      default -> throw unknown(name);
    };
  }

  private static Unsayable unknown(String name) {
    if (UNKNOWN.containsKey(name)) {
      return new Unsayable(name + ": " + UNKNOWN.get(name));
    }
    List<String> known = new ArrayList<>(UNKNOWN.keySet());
    known.addAll(USERS.keySet());
    known.addAll(GROUPS.keySet());
    known.addAll(NUMBERS.keySet());
    known.addAll(OF_CALLS);
    known.addAll(List.of("exit", "success", "exe"));
    String near = Suggestion.hint(name, known);
    return new Unsayable("audit has no field '" + name + "'" + (near == null ? "" : ": " + near));
  }

  private static String id(AuditField field, String variable, String function) throws Unsayable {
    String text = field.value();
    String value;
    if (text.equals("unset") || text.equals("-1")) {
      value = UNSET;
    } else if (text.matches("[0-9]+")) {
      value = text;
    } else if (text.matches("[A-Za-z0-9_.$-]+")) {
      value = function + "(" + FileConditions.quoted(text) + ")";
    } else {
      throw new Unsayable("'" + text + "' is no user or group");
    }
    if (field.op().startsWith("&")) {
      throw new Unsayable("'" + field + "': audit has no bits of ids");
    }
    return variable + " " + relation(field.op()) + " " + value;
  }

  private static String comparison(AuditField field) throws Unsayable {
    String left = variable(field.name());
    String right = variable(field.value());
    if (left == null || right == null) {
      throw unknown(left == null ? field.name() : field.value());
    }
    return left + " " + relation(field.op()) + " " + right;
  }

  private static String variable(String name) {
    return USERS.getOrDefault(name, GROUPS.get(name));
  }

  static String relation(String op) {
    return op.equals("=") ? "==" : op;
  }

  /** The kernel compares the low 32 bits, without sign. */
  static String number(AuditField field, String variable, long value) {
    boolean plain = (value & LOW_BITS) <= Integer.MAX_VALUE && !field.op().matches("[<>]=?");
    return plain ? compared(field, variable, value) : low(field, variable, value);
  }

  /** The same of a variable that may have other bits. */
  static String low(AuditField field, String variable, long value) {
    boolean bits = field.op().startsWith("&");
    return compared(field, bits ? variable : "(" + variable + " & " + LOW + ")", value);
  }

  private static String compared(AuditField field, String variable, long value) {
    String shown = shown(field.value(), value & LOW_BITS);
    return switch (field.op()) {
      case "&" -> "(" + variable + " & " + shown + ") != 0";
      case "&=" -> "(" + variable + " & " + shown + ") == " + shown;
      default -> variable + " " + relation(field.op()) + " " + shown;
    };
  }

  /** As it was written, where that is how it is written here. */
  private static String shown(String text, long low) {
    boolean same =
        text.matches("0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*") && Long.decode(text) == low;
    return same ? text : Long.toString(low);
  }

  static long value(AuditField field) throws Unsayable {
    try {
      return Long.decode(field.value());
    } catch (NumberFormatException e) {
      throw new Unsayable("'" + field + "': '" + field.value() + "' is no number");
    }
  }

  private static String exit(AuditField field) throws Unsayable {
    String text = field.value();
    String bare = text.startsWith("-") ? text.substring(1) : text;
    Long known = bare.matches("E[A-Z0-9]+") ? Constants.find(bare) : null;
    if (known == null && !bare.matches("[0-9]+|0[xX][0-9a-fA-F]+")) {
      throw new Unsayable("'" + field + "': '" + text + "' is neither an error nor a number");
    }
    boolean equality = field.op().equals("=") || field.op().equals("!=");
    if (equality && text.equals("-EINTR")) {
      // To audit, a call that a signal interrupted has this error, whatever becomes of it.
      String within = "RETVAL in (-EINTR, -512, -513, -514, -516)";
      return field.op().equals("=") ? within : "not " + within;
    }
    if (equality) {
      return "RETVAL " + relation(field.op()) + " " + text;
    }
    long value = (known != null ? known : Long.decode(bare)) * (text.startsWith("-") ? -1 : 1);
    return number(field, "RETVAL", value);
  }

  private static String success(AuditField field) throws Unsayable {
    boolean yes =
        switch (field.value()) {
          case "1", "yes", "true" -> true;
          case "0", "no", "false" -> false;
          default -> throw new Unsayable("'" + field + "': success is 0 or 1");
        };
    boolean equal = field.op().equals("=");
    if (!equal && !field.op().equals("!=")) {
      throw new Unsayable("'" + field + "': success is compared by = and !=");
    }
    return yes == equal ? "RETVAL >= 0" : "RETVAL < 0";
  }

  private String executable(AuditField field) throws Unsayable {
    if (!field.op().equals("=") && !field.op().equals("!=")) {
      throw new Unsayable("'" + field + "': exe is compared by = and !=");
    }
    List<String> names = paths.names(field.value(), true);
    List<String> quoted = names.stream().map(FileConditions::quoted).toList();
    boolean equal = field.op().equals("=");
    if (quoted.size() == 1) {
      return "EXE " + relation(field.op()) + " " + quoted.get(0);
    }
    return (equal ? "" : "not ") + "EXE in (" + String.join(", ", quoted) + ")";
  }
}
