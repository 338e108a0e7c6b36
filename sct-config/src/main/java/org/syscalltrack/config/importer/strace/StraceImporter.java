// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.strace;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.rule.RuleNames;
import org.syscalltrack.config.importer.rule.RuleText;
import org.syscalltrack.config.importer.rule.Source;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.syscalls.GroupTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** What a command line of strace shows, as rules. */
public final class StraceImporter {
  private static final String FORMAT = "%comm[%pid] %sname(%params:decoded) = %retval";
  private static final String FORMAT_BEFORE = "%comm[%pid] %sname(%params:decoded) = ?";
  private static final String WITH_ARGUMENT = "aeEIobOpPsSuUX";
  private static final Set<String> OF_SHOW =
      Set.of("abbrev", "a", "verbose", "v", "raw", "x", "quiet", "q", "decode-fds", "kvm");

  /** Calls that are to fail. */
  private record Injection(String text, List<String> calls, String error) {}

  private final RuleNames names = new RuleNames();
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private final List<Injection> injections = new ArrayList<>();
  private final String line;
  private CallSet traced = CallSet.ALL;
  private String who;

  /** For one command line. */
  public StraceImporter(String line) {
    this.line = line;
  }

  public ImportText result() {
    Iterator<String> words = List.of(line.strip().split("\\s+")).iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("--") || !word.startsWith("-")) {
        if (word.equals("strace") || word.endsWith("/strace")) {
          continue;
        }
        command(word.equals("--") && words.hasNext() ? words.next() : word);
        break;
      }
      option(unquoted(word), words);
    }
    injections.forEach(this::injected);
    trace();
    return new ImportText("parts", entries);
  }

  private static String unquoted(String word) {
    return word.replaceAll("['\"]", "");
  }

  /** Its own calls are traced; those of what it starts, under other names, are not seen here. */
  private void command(String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    who = "COMM == " + ByteString.of(name.length() > 15 ? name.substring(0, 15) : name).quoted();
    remarks.add("every process named " + name + " counts, and none that it becomes or starts");
  }

  private void option(String word, Iterator<String> rest) {
    if (word.startsWith("--")) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
      longOption(word, name, equals < 0 ? null : word.substring(equals + 1));
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (WITH_ARGUMENT.indexOf(letter) >= 0) {
        String glued = word.substring(i + 1);
        String value = !glued.isEmpty() ? glued : rest.hasNext() ? unquoted(rest.next()) : "";
        withArgument(letter, value);
        return;
      }
      flag(letter);
    }
  }

  private void flag(char letter) {
    switch (letter) {
      case 'z' -> outcomes.add("RETVAL >= 0");
      case 'Z' -> outcomes.add("RETVAL < 0");
      case 'f' -> setting("-f", "rules see every process");
      default -> setting("-" + letter, "how strace shows what it sees; see log_format, and sctlog");
    }
  }

  private void withArgument(char letter, String value) {
    switch (letter) {
      case 'e' -> expression(value);
      case 'p' -> attach(value);
      case 'P' -> unsaid("-P " + value, "compare PATH[n] in the rules: which n, the calls decide");
      default -> setting("-" + letter + " " + value, "how strace runs and shows; see sctlog");
    }
  }

  private void longOption(String word, String name, String value) {
    switch (name) {
      case "attach" -> attach(value);
      case "successful-only" -> outcomes.add("RETVAL >= 0");
      case "failed-only" -> outcomes.add("RETVAL < 0");
      case "trace", "status", "inject", "fault", "signal", "signals", "read", "write" ->
          expression(name + "=" + value);
      case "trace-path" -> withArgument('P', value);
      case "follow-forks" -> flag('f');
      default -> setting(word, "how strace runs and shows; see sctlog");
    }
  }

  private void attach(String value) {
    if (value == null || !value.matches("[0-9]+(,[0-9]+)*")) {
      unsaid("-p " + value, "a process is a number");
      return;
    }
    who = "PID in (" + value.replace(",", ", ") + ")";
  }

  /** {@code [QUALIFIER=]SET}; a set alone is of trace. */
  private void expression(String text) {
    int equals = text.indexOf('=');
    String qualifier = equals < 0 ? "trace" : text.substring(0, equals);
    String value = text.substring(equals + 1);
    switch (qualifier) {
      case "trace", "t" -> {
        traced = CallSet.parse(value);
        traced.unknown().forEach(reason -> unsaid("-e " + text, reason));
      }
      case "status" -> status(text, value);
      case "inject", "fault" -> inject(text, value);
      case "signal", "signals", "s" -> setting("-e " + text, "rules are about calls, not signals");
      case "read", "reads", "r", "write", "writes", "w" ->
          setting(
              "-e " + text, "the data is in the events of read and write; max_data says how much");
      default -> {
        if (OF_SHOW.contains(qualifier)) {
          setting("-e " + text, "how strace shows what it sees; see log_format, and sctlog");
        } else {
          unsaid("-e " + text, "strace has no qualifier '" + qualifier + "'");
        }
      }
    }
  }

  private void status(String text, String value) {
    switch (value) {
      case "successful" -> outcomes.add("RETVAL >= 0");
      case "failed" -> outcomes.add("RETVAL < 0");
      case "all", "successful,failed", "failed,successful" ->
          setting("-e " + text, "rules without a condition on RETVAL");
      default -> unsaid("-e " + text, "a rule is asked before a call, or when it has returned");
    }
  }

  /** {@code SET:error=ENOSPC}: calls that fail. */
  private void inject(String text, String value) {
    String[] parts = value.split(":");
    CallSet set = CallSet.parse(parts[0]);
    String error = text.startsWith("fault") ? "ENOSYS" : null;
    for (int i = 1; i < parts.length; i++) {
      if (!parts[i].startsWith("error=")) {
        unsaid("-e " + text, "'" + parts[i] + "': a rule fails a call with an error, each time");
        return;
      }
      error = parts[i].substring("error=".length());
    }
    boolean known = error != null && (error.matches("[0-9]+") || Constants.find(error) != null);
    if (!known || set.isEmpty() || !set.unknown().isEmpty() || set.others()) {
      unsaid("-e " + text, "needs names of calls, and the error with which they fail");
      return;
    }
    injections.add(new Injection("-e " + text, expanded(set.calls()), error));
  }

  /** When all of the line is known: whose calls they are may stand behind them. */
  private void injected(Injection injection) {
    RuleText rule =
        new RuleText(
            names.next("inject"),
            injection.calls(),
            true,
            Phase.BEFORE,
            who,
            none(),
            FORMAT_BEFORE,
            injection.error());
    List<String> everyone =
        who == null ? List.of("of every process, as the line names none") : List.of();
    entries.add(new Entry.Said(source(injection.text()), List.of(rule), everyone));
  }

  private static RuleText.About none() {
    return RuleText.About.tags(List.of("strace"));
  }

  private static List<String> expanded(List<String> words) {
    List<String> calls = new ArrayList<>();
    for (String word : words) {
      calls.addAll(word.startsWith("@") ? GroupTable.calls(word.substring(1)) : List.of(word));
    }
    return calls.stream().distinct().toList();
  }

  private void trace() {
    if (traced.isEmpty()) {
      return;
    }
    List<String> before = new ArrayList<>();
    for (String name :
        traced.others() ? SyscallTable.builtIn().names() : expanded(traced.calls())) {
      Syscall call = SyscallTable.builtIn().find(name);
      boolean left = traced.others() && expanded(traced.calls()).contains(name);
      if (!call.returns() && !left) {
        before.add(name);
      }
    }
    List<RuleText> rules = new ArrayList<>();
    boolean allBefore = !traced.others() && before.containsAll(expanded(traced.calls()));
    if (!allBefore) {
      List<String> after = new ArrayList<>(traced.named());
      after.removeAll(before);
      List<String> outcome = new ArrayList<>(outcomes);
      rules.add(rule(after, Phase.AFTER, FORMAT, outcome, traced.condition()));
    }
    if (!before.isEmpty() && outcomes.isEmpty()) {
      rules.add(rule(before, Phase.BEFORE, FORMAT_BEFORE, List.of(), null));
    }
    entries.add(new Entry.Said(source(line.strip()), rules, List.copyOf(remarks)));
  }

  private RuleText rule(
      List<String> calls, Phase phase, String format, List<String> outcome, String condition) {
    List<String> all = new ArrayList<>();
    all.add(who);
    all.add(condition);
    all.addAll(outcome);
    all.removeIf(Objects::isNull);
    String filter = all.isEmpty() ? null : String.join("\n&& ", all);
    boolean every = calls.equals(List.of("*"));
    return new RuleText(names.next("strace"), calls, !every, phase, filter, none(), format);
  }

  private Source source(String text) {
    return new Source("strace", 1, text);
  }

  private void setting(String text, String advice) {
    entries.add(new Entry.Setting(source(text), advice));
  }

  private void unsaid(String text, String reason) {
    entries.add(new Entry.Unsaid(source(text), reason));
  }
}
