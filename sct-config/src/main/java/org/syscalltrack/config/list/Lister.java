// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Aspect;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;
import org.syscalltrack.config.session.Command;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.config.text.Guards;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.check.Vocabulary;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.parser.Tokens;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.GroupTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.view.OperationField;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config list}: the rules in force, the words of the rule language, the commands. */
public final class Lister {
  private enum What {
    RULES,
    SYSCALLS,
    VARIABLES,
    OPERATORS,
    MACROS,
    GROUPS,
    CONSTANTS,
    FUNCTIONS,
    FIELDS,
    ACTIONS,
    STRUCTURE,
    COMMANDS;

    boolean takesNames() {
      return this == SYSCALLS || this == CONSTANTS || this == GROUPS;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Session session;
  private final Columns columns = new Columns();

  private Lister(Session session) {
    this.session = session;
  }

  public static int run(Session session) throws DeviceException, UsageException {
    List<String> words = session.options().operands();
    What what = words.isEmpty() ? What.RULES : what(words.get(0));
    List<String> names = words.isEmpty() ? words : words.subList(1, words.size());
    if (!names.isEmpty() && !what.takesNames()) {
      throw new UsageException("'list " + what.word() + "' takes no name: '" + names.get(0) + "'");
    }
    if (what == What.RULES) {
      return RulesInForce.run(session);
    }
    Lister lister = new Lister(session);
    lister.list(what, names);
    lister.columns.print(session.out());
    return ExitStatus.OK;
  }

  private static What what(String word) throws UsageException {
    List<String> words = Arrays.stream(What.values()).map(What::word).toList();
    int index = words.indexOf(word);
    if (index < 0) {
      String near = Suggestion.hint(word, words);
      throw new UsageException(
          "cannot list '"
              + word
              + "': "
              + (near == null ? "one of " + String.join(", ", words) : near));
    }
    return What.values()[index];
  }

  private void list(What what, List<String> names) throws UsageException {
    switch (what) {
      case SYSCALLS -> syscalls(names);
      case VARIABLES -> variables();
      case OPERATORS -> Tokens.operators().forEach(all -> columns.line(String.join(" ", all)));
      case MACROS -> Macro.words().forEach(word -> columns.line("%" + word));
      case GROUPS -> groups(names);
      case CONSTANTS -> constants(names);
      case FUNCTIONS -> Vocabulary.functions().forEach(columns::line);
      case FIELDS -> fields();
      case ACTIONS -> Arrays.stream(Action.values()).map(Action::text).forEach(columns::line);
      case STRUCTURE -> Tokens.structure().forEach(columns::line);
      case COMMANDS -> commands();
      case RULES -> throw new IllegalArgumentException("they are no words");
    }
  }

  private void variables() {
    for (String word : Vocabulary.elements()) {
      columns.line(
          word + "[n]",
          switch (word) {
            case "PARAMS" -> "as the parameter";
            case "OBJECT" -> "file";
            default -> "string";
          },
          word.equals("OBJECT") ? "before" : "before, after");
    }
    for (String field : Vocabulary.objectFields()) {
      columns.line(
          "OBJECT[n]." + field, field.equals(Aspect.FSTYPE.text()) ? "string" : "number", "before");
    }
    OperationField.all()
        .forEach(
            (field, type) ->
                columns.line(
                    "OBJECT." + field,
                    switch (type) {
                      case IP -> "address";
                      case SUNPATH -> "string";
                      default -> "number";
                    },
                    "before"));
    columns.line(Term.ObjectOf.EXE, "file", "before, after");
    for (Var var : EnumSet.complementOf(EnumSet.of(Var.PARAMS))) {
      String type =
          switch (var.kind()) {
            case INT -> "number";
            case STR -> "string";
            case IP -> "address";
            case ANY -> throw new IllegalStateException(var + " has elements");
          };
      String phases = var.isIn(Phase.BEFORE) ? "before, after" : "after";
      columns.line(var.text(), type, phases);
    }
  }

  /** Of sct_config, each with the options that are not for all. */
  private void commands() {
    for (Command command : Command.values()) {
      List<String> options = command.options().stream().map(name -> "--" + name).toList();
      columns.line(command.word(), String.join(" ", options));
    }
  }

  private void fields() {
    Vocabulary.ruleFields().forEach(name -> columns.line(name, "rule"));
    Vocabulary.actionFields().forEach(name -> columns.line(name, "action"));
  }

  /** Each with its calls, as rules name it. */
  private void groups(List<String> names) throws UsageException {
    List<String> all = GroupTable.names().stream().map(name -> "@" + name).toList();
    for (String name : names) {
      if (!all.contains(name)) {
        String near = Suggestion.hint(name, all);
        throw UsageException.ofContent(
            "no group is named '" + name + "'" + (near == null ? "" : ": " + near));
      }
    }
    for (String name : names.isEmpty() ? all : names) {
      columns.line(name, String.join(", ", GroupTable.calls(name.substring(1))));
    }
  }

  private void constants(List<String> prefixes) throws UsageException {
    List<String> all = Constants.names("");
    for (String prefix : prefixes) {
      if (all.stream().noneMatch(name -> name.startsWith(prefix))) {
        throw UsageException.ofContent("no constant begins with '" + prefix + "'");
      }
    }
    for (String name : all) {
      if (prefixes.isEmpty() || prefixes.stream().anyMatch(name::startsWith)) {
        long value = Constants.find(name);
        columns.line(name, value, value < 0 ? "" : "0x" + Long.toHexString(value));
      }
    }
  }

  private void syscalls(List<String> names) throws UsageException {
    SyscallTable table = SyscallTable.builtIn();
    for (String name : names) {
      if (table.find(name) == null) {
        String near = Suggestion.hint(name, table.names());
        throw UsageException.ofContent(
            "no system call is named '" + name + "'" + (near == null ? "" : ": " + near));
      }
    }
    for (String name : names.isEmpty() ? table.names() : names) {
      Syscall call = table.find(name);
      columns.line(name, numbers(call), prototype(call));
      if (!names.isEmpty()) {
        details(call);
      }
    }
  }

  private static String numbers(Syscall call) {
    List<String> numbers = new ArrayList<>();
    for (Abi abi : Abi.values()) {
      if (call.isIn(abi)) {
        numbers.add(abi.text() + "=" + call.number(abi));
      }
    }
    return String.join(" ", numbers);
  }

  private static String prototype(Syscall call) {
    List<String> parameters = new ArrayList<>();
    call.parameters().forEach(parameter -> parameters.add(parameter.toString()));
    return String.join(" ", parameters);
  }

  /** What else a rule on the call sees. */
  private void details(Syscall call) {
    call.others().forEach((abi, list) -> columns.line("  in " + abi.text(), "", list.toString()));
    for (FamilyMember member : FamilyTable.builtIn().of(call)) {
      columns.line(
          "  and " + member.member(),
          member.abi() == null ? "" : "in " + member.abi().text(),
          member.guard() == null ? "" : Guards.text(member.guard()));
    }
  }
}
