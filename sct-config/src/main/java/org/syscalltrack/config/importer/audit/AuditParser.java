// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.syscalltrack.config.importer.rule.Source;

/** Reads lines as auditctl does: words apart by blanks, quotes around what has some. */
final class AuditParser {
  private static final Set<String> LISTS = Set.of("task", "exit", "user", "exclude", "filesystem");
  private static final Set<String> BARE_CONTROLS =
      Set.of(
          "-c",
          "-i",
          "-t",
          "-s",
          "-l",
          "-v",
          "-h",
          "--loginuid-immutable",
          "--reset-lost",
          "--reset_backlog_wait_time_actual");
  private static final Set<String> CONTROLS =
      Set.of("-b", "-e", "-f", "-r", "-q", "-R", "-m", "--backlog_wait_time", "--signal");

  private final PathView paths;

  /** What the words of the line have said so far. */
  private static final class Draft {
    String list;
    boolean always = true;
    boolean prepend;
    boolean delete;
    String watch;
    String perm;
    final List<AuditField> fields = new ArrayList<>();
    final List<AuditField> comparisons = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final List<String> keys = new ArrayList<>();
  }

  AuditParser(PathView paths) {
    this.paths = paths;
  }

  AuditLine parse(Source source) {
    String text = source.text().strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new AuditLine.Comment(source.text().stripTrailing());
    }
    try {
      List<String> words = words(text);
      if (words.get(0).equals("auditctl") || words.get(0).endsWith("/auditctl")) {
        words = words.subList(1, words.size());
      }
      AuditLine control = control(source, words);
      return control == null ? rule(source, words) : control;
    } catch (Unsayable e) {
      return new AuditLine.Wrong(source, e.getMessage());
    }
  }

  private static List<String> words(String text) throws Unsayable {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean inside = false;
    for (char c : text.toCharArray()) {
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        inside = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inside) {
          words.add(word.toString());
        }
        word.setLength(0);
        inside = false;
      } else {
        word.append(c);
        inside = true;
      }
    }
    if (quote != 0) {
      throw new Unsayable("a quote is not closed");
    }
    if (inside) {
      words.add(word.toString());
    }
    return words;
  }

  private static AuditLine control(Source source, List<String> words) {
    if (words.isEmpty()) {
      return new AuditLine.Wrong(source, "says nothing");
    }
    String option = words.get(0);
    if (option.equals("-D")) {
      boolean keyed = words.size() == 3 && words.get(1).equals("-k");
      return new AuditLine.DeleteAll(source, keyed ? words.get(2) : null);
    }
    if (CONTROLS.contains(option) && words.size() == 2) {
      return new AuditLine.Control(source, option, words.get(1));
    }
    return BARE_CONTROLS.contains(option) ? new AuditLine.Control(source, option, null) : null;
  }

  private AuditLine rule(Source source, List<String> words) throws Unsayable {
    Draft draft = new Draft();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!option.startsWith("-")) {
        throw new Unsayable("'" + option + "' is no option");
      }
      if (!rest.hasNext()) {
        throw new Unsayable("'" + option + "' needs something behind it");
      }
      option(draft, option, rest.next());
    }
    finish(draft);
    AuditRule rule =
        new AuditRule(
            source,
            draft.list,
            draft.always,
            draft.prepend,
            List.copyOf(draft.fields),
            List.copyOf(draft.comparisons),
            List.copyOf(draft.calls),
            List.copyOf(draft.keys));
    return draft.delete ? new AuditLine.Delete(rule) : new AuditLine.Add(rule);
  }

  private static void option(Draft draft, String option, String value) throws Unsayable {
    switch (option) {
      case "-a", "-A", "-d" -> {
        listAndAction(draft, value);
        draft.prepend = option.equals("-A");
        draft.delete = option.equals("-d");
      }
      case "-w", "-W" -> {
        draft.watch = value;
        draft.delete = option.equals("-W");
      }
      case "-S" -> {
        for (String call : value.split(",")) {
          if (!call.isBlank() && !call.equals("all")) {
            draft.calls.add(call.strip());
          }
        }
      }
      case "-F" -> field(draft, AuditField.parse(value));
      case "-C" -> draft.comparisons.add(AuditField.parse(value));
      case "-k" -> draft.keys.add(value);
      case "-p" -> draft.perm = value;
      default -> throw new Unsayable("auditctl has no option '" + option + "' for rules");
    }
  }

  private static void field(Draft draft, AuditField field) {
    if (field.is("key")) {
      draft.keys.add(field.value());
    } else {
      draft.fields.add(field);
    }
  }

  private static void listAndAction(Draft draft, String value) throws Unsayable {
    String action = null;
    for (String word : value.split(",")) {
      if (LISTS.contains(word)) {
        draft.list = word;
      } else {
        action = word;
      }
    }
    if (draft.list == null || !("always".equals(action) || "never".equals(action))) {
      throw new Unsayable("'" + value + "' is no list (" + lists() + ") with always or never");
    }
    draft.always = action.equals("always");
  }

  private static String lists() {
    return String.join(", ", LISTS.stream().sorted().toList());
  }

  /** A watch is a rule with path or dir. */
  private void finish(Draft draft) throws Unsayable {
    if (draft.watch != null) {
      if (draft.list != null || !draft.fields.isEmpty() || !draft.calls.isEmpty()) {
        throw new Unsayable("-w stands with -p and -k only");
      }
      if (!draft.watch.startsWith("/") || draft.watch.matches("/+")) {
        throw new Unsayable("audit watches absolute paths only, and not the root directory");
      }
      draft.list = "exit";
      String path = PathView.withoutSlash(draft.watch);
      boolean directory = !path.equals(draft.watch) || paths.isDirectory(path);
      draft.fields.add(new AuditField(directory ? "dir" : "path", "=", path));
      draft.perm = draft.perm == null ? "rwxa" : draft.perm;
    }
    if (draft.list == null) {
      throw new Unsayable("no -a, -A or -w");
    }
    if (draft.perm != null) {
      draft.fields.add(new AuditField("perm", "=", draft.perm));
    }
    checkCalls(draft.calls);
  }

  private static void checkCalls(List<String> calls) throws Unsayable {
    for (String call : calls) {
      if (call.isEmpty() || Arrays.asList("-F", "-S").contains(call)) {
        throw new Unsayable("-S needs names of calls");
      }
    }
  }
}
