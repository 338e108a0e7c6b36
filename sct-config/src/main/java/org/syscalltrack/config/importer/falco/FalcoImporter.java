// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.rule.RuleNames;
import org.syscalltrack.config.importer.rule.RuleText;
import org.syscalltrack.config.importer.rule.Source;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** Files of Falco to rules of ours: for each rule one for each kind of call that it is about. */
public final class FalcoImporter {
  private static final int DESCRIPTION = 1000;

  private final FalcoFiles files = new FalcoFiles();
  private final RuleNames names = new RuleNames();
  private final Fields fields;

  /**
   * An importer.
   *
   * @param userExists whether there is a user of that name
   */
  public FalcoImporter(Predicate<String> userExists) {
    this.fields = new Fields(userExists);
  }

  /** Reads a file: what is wrong with it, or null. */
  public String read(String file, String text) {
    try {
      files.read(file, text);
      return null;
    } catch (BadCondition e) {
      return e.getMessage();
    }
  }

  public ImportText result() {
    List<Entry> entries = new ArrayList<>();
    for (FalcoRule rule : files.rules.values()) {
      entries.add(entry(rule));
    }
    return new ImportText("rules", entries);
  }

  private Entry entry(FalcoRule rule) {
    String condition = rule.condition == null ? "" : rule.condition.strip();
    Source source =
        new Source(rule.file, rule.line, rule.name + "\n" + condition.replaceAll("[ \t]+", " "));
    if (!rule.source.equals("syscall")) {
      return new Entry.Unsaid(source, "is about " + rule.source + ", not about system calls");
    }
    if (!rule.enabled) {
      return new Entry.Setting(source, "switched off there: enabled is false");
    }
    try {
      Cond cond = CondParser.parse(condition, files.lists, files.macros);
      return translated(rule, source, withoutExceptions(rule, cond));
    } catch (BadCondition e) {
      return new Entry.Unsaid(source, "the condition cannot be read: " + e.getMessage());
    }
  }

  /** {@code cond and not (e1) and not (e2)}. */
  private static Cond withoutExceptions(FalcoRule rule, Cond cond) {
    List<Cond> parts = new ArrayList<>(List.of(cond));
    for (FalcoRule.Except except : rule.exceptions) {
      for (List<List<String>> row : except.values()) {
        List<Cond> tests = new ArrayList<>();
        for (int i = 0; i < Math.min(row.size(), except.fields().size()); i++) {
          boolean several = row.get(i).size() > 1;
          String op = i < except.comps().size() ? except.comps().get(i) : several ? "in" : "=";
          tests.add(new Cond.Test(except.fields().get(i), op, row.get(i)));
        }
        parts.add(new Cond.Not(new Cond.All(tests)));
      }
    }
    return parts.size() == 1 ? cond : new Cond.All(parts);
  }

  private Entry translated(FalcoRule rule, Source source, Cond cond) {
    Set<String> types = new TreeSet<>();
    types(cond, types);
    if (types.isEmpty()) {
      return new Entry.Unsaid(source, "no evt.type says which calls it is about");
    }
    Map<Saying, List<Call>> groups = new LinkedHashMap<>();
    Set<String> unsaid = new LinkedHashSet<>();
    for (Call call : calls(cond, types, unsaid)) {
      Saying said = say(cond, true, call);
      if (said.is(Saying.Kind.UNSAID)) {
        unsaid.add(said.text() + (types.size() > 1 ? " (" + call.name() + ")" : ""));
      } else if (!said.is(Saying.Kind.FALSE)) {
        groups.computeIfAbsent(said, s -> new ArrayList<>()).add(call);
      }
    }
    if (groups.isEmpty()) {
      String reason =
          unsaid.isEmpty() ? "it can never be true" : "not known: " + String.join(", ", unsaid);
      return new Entry.Unsaid(source, reason);
    }
    List<RuleText> rules = new ArrayList<>();
    Set<String> remarks = new LinkedHashSet<>();
    groups.forEach(
        (said, calls) -> {
          rules.add(rule(rule, said, calls));
          remarks.addAll(said.remarks());
        });
    if (!unsaid.isEmpty()) {
      remarks.add("matches less: not known: " + String.join(", ", unsaid));
    }
    return new Entry.Said(source, rules, List.copyOf(remarks));
  }

  private static void types(Cond cond, Set<String> types) {
    if (cond instanceof Cond.All all) {
      all.parts().forEach(part -> types(part, types));
    } else if (cond instanceof Cond.Any any) {
      any.parts().forEach(part -> types(part, types));
    } else if (cond instanceof Cond.Not not) {
      types(not.part(), types);
    } else if (cond instanceof Cond.Test test
        && (test.field().equals("evt.type") || test.field().equals("syscall.type"))) {
      types.addAll(test.values());
    }
  }

  /** The calls; of a family that the condition does not tell apart, the one that stands for it. */
  private List<Call> calls(Cond cond, Set<String> types, Set<String> unsaid) {
    List<Call> calls = new ArrayList<>();
    for (String type : types) {
      Syscall call = SyscallTable.builtIn().find(type);
      if (call == null) {
        unsaid.add("no call " + type);
      } else {
        calls.add(new Call(call));
      }
    }
    Set<String> covered = new TreeSet<>();
    for (Call base : calls) {
      for (FamilyMember member : FamilyTable.builtIn().of(base.call())) {
        Syscall other = SyscallTable.builtIn().find(member.member());
        boolean known = types.contains(member.member()) && other != null;
        if (known && !other.name().equals(base.name()) && alike(cond, base, new Call(other))) {
          covered.add(member.member());
        }
      }
    }
    return calls.stream().filter(call -> !covered.contains(call.name())).toList();
  }

  /** Whether the condition asks both calls for the same. */
  private static boolean alike(Cond cond, Call a, Call b) {
    if (cond instanceof Cond.All all) {
      return all.parts().stream().allMatch(part -> alike(part, a, b));
    } else if (cond instanceof Cond.Any any) {
      return any.parts().stream().allMatch(part -> alike(part, a, b));
    } else if (cond instanceof Cond.Not not) {
      return alike(not.part(), a, b);
    }
    Cond.Test test = (Cond.Test) cond;
    return !test.field().equals("evt.type")
        || test.values().contains(a.name()) == test.values().contains(b.name());
  }

  private Saying say(Cond cond, boolean positive, Call call) {
    if (cond instanceof Cond.Not not) {
      return say(not.part(), !positive, call);
    } else if (cond instanceof Cond.Test test) {
      Saying said = fields.say(test, call);
      return positive ? said : said.not();
    }
    boolean all = cond instanceof Cond.All;
    List<Cond> parts = all ? ((Cond.All) cond).parts() : ((Cond.Any) cond).parts();
    List<Saying> said = new ArrayList<>();
    parts.forEach(part -> said.add(say(part, positive, call)));
    return all == positive ? Saying.all(said) : Saying.any(said);
  }

  private RuleText rule(FalcoRule rule, Saying said, List<Call> calls) {
    String filter = said.is(Saying.Kind.TRUE) ? null : said.text();
    List<String> tags = rule.tags.stream().map(RuleNames::tag).distinct().toList();
    return new RuleText(
        names.next(rule.name),
        calls.stream().map(Call::name).toList(),
        false,
        Phase.AFTER,
        filter,
        new RuleText.About(priority(rule.priority), tags, description(rule)),
        Format.of(rule.output.isEmpty() ? rule.name : rule.output, calls.get(0)));
  }

  private static String priority(String falco) {
    return switch (falco.toUpperCase(Locale.ROOT)) {
      case "EMERGENCY" -> "emerg";
      case "ALERT" -> "alert";
      case "CRITICAL" -> "crit";
      case "ERROR" -> "err";
      case "WARNING" -> "warning";
      case "NOTICE" -> "notice";
      case "DEBUG" -> "debug";
      default -> "info";
    };
  }

  private static String description(FalcoRule rule) {
    String text = rule.description.replaceAll("\\p{Cntrl}|\\s+", " ").strip();
    if (text.isEmpty()) {
      return null;
    }
    int room = Math.min(DESCRIPTION, SctAbi.MAX_STRING / 4);
    return text.length() > room ? text.substring(0, room - 4) + " ..." : text;
  }
}
