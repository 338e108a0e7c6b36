// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.rule.RuleNames;
import org.syscalltrack.config.importer.rule.Source;

/** Files of audit rules, one after the other as augenrules(8) joins them, to rules of ours. */
public final class AuditImporter {
  private static final String HEAD =
      """
      default log_format {%ruleid: %exe (%comm) [%pid] auid %loginuid uid %uid: %sname(%params) = %retval}

      """;

  private final PathView paths;
  private final AuditParser parser;
  private final List<Slot> slots = new ArrayList<>();

  /**
   * A line in its place.
   *
   * @param front whether -A puts it in front of the others
   */
  private static final class Slot {
    final AuditLine line;
    final boolean front;

    /** The line that took it away, or null. */
    Source deletedBy;

    Slot(AuditLine line, boolean front) {
      this.line = line;
      this.front = front;
    }

    AuditRule rule() {
      return line instanceof AuditLine.Add add ? add.rule() : null;
    }
  }

  public AuditImporter(PathView paths) {
    this.paths = paths;
    this.parser = new AuditParser(paths);
  }

  /** Reads a file; the rules of several are in force together. */
  public void read(String file, String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      AuditLine parsed = parser.parse(new Source(file, number, line));
      delete(parsed);
      boolean front = parsed instanceof AuditLine.Add add && add.rule().prepend();
      slots.add(new Slot(parsed, front));
    }
  }

  private void delete(AuditLine line) {
    if (line instanceof AuditLine.Delete one) {
      slots.stream()
          .filter(s -> s.rule() != null && s.deletedBy == null && one.rule().means(s.rule()))
          .findFirst()
          .ifPresent(s -> s.deletedBy = one.rule().source());
    } else if (line instanceof AuditLine.DeleteAll all) {
      for (Slot slot : slots) {
        AuditRule rule = slot.rule();
        boolean hit = rule != null && (all.key() == null || rule.keys().contains(all.key()));
        if (hit && slot.deletedBy == null) {
          slot.deletedBy = all.source();
        }
      }
    }
  }

  /** What came of all files. */
  public ImportText result() {
    List<Entry> entries = new ArrayList<>();
    List<Exemption> exemptions = new ArrayList<>();
    Translator translator = new Translator(paths, new RuleNames(), exemptions);
    List<Exemption> made = new ArrayList<>();
    for (Slot slot : inOrder()) {
      Entry entry = entry(slot, translator, exemptions);
      entries.add(entry);
      made.add(entry instanceof Entry.SaidElsewhere ? last(exemptions) : null);
    }
    for (int i = 0; i < entries.size(); i++) {
      Exemption exemption = made.get(i);
      if (exemption != null && entries.get(i) instanceof Entry.SaidElsewhere said) {
        String how =
            exemption.isUsed()
                ? "left out by the filters of the rules below"
                : "no rule below is about these calls";
        entries.set(i, new Entry.SaidElsewhere(said.source(), how));
      }
    }
    return new ImportText("lines", entries);
  }

  public static String head() {
    return HEAD;
  }

  private static Exemption last(List<Exemption> exemptions) {
    return exemptions.isEmpty() ? null : exemptions.get(exemptions.size() - 1);
  }

  /** The last -A comes first. */
  private List<Slot> inOrder() {
    List<Slot> order = new ArrayList<>();
    for (Slot slot : slots) {
      order.add(slot.front ? 0 : order.size(), slot);
    }
    return order;
  }

  private Entry entry(Slot slot, Translator translator, List<Exemption> exemptions) {
    if (slot.line instanceof AuditLine.Comment comment) {
      return new Entry.Comment(comment.text());
    } else if (slot.line instanceof AuditLine.Control control) {
      return Controls.entry(control);
    } else if (slot.line instanceof AuditLine.DeleteAll all) {
      return new Entry.Setting(
          all.source(), "an upload replaces all rules; what stood above, this line took away");
    } else if (slot.line instanceof AuditLine.Delete delete) {
      return new Entry.Setting(delete.rule().source(), "takes away the same rule above");
    } else if (slot.line instanceof AuditLine.Wrong wrong) {
      return new Entry.Unsaid(wrong.source(), wrong.reason());
    } else if (slot.deletedBy != null) {
      return new Entry.Setting(
          slot.rule().source(), "taken away again by " + slot.deletedBy.place());
    }
    return rule(slot.rule(), translator, exemptions);
  }

  private Entry rule(AuditRule rule, Translator translator, List<Exemption> exemptions) {
    try {
      if (rule.list().equals("task")) {
        throw new Unsayable("rules here are asked about calls, not once when a task begins");
      }
      String nothing = nothingToLeaveOut(rule);
      if (nothing != null) {
        return new Entry.Setting(rule.source(), nothing);
      }
      if (rule.always() && !rule.list().equals("exclude")) {
        return translator.translate(rule);
      }
      exemptions.add(new Exemption(rule, paths));
      return new Entry.SaidElsewhere(rule.source(), "");
    } catch (Unsayable e) {
      return new Entry.Unsaid(rule.source(), e.getMessage());
    }
  }

  /** Why what the rule filters is not here in the first place, or null. */
  private static String nothingToLeaveOut(AuditRule rule) {
    return switch (rule.list()) {
      case "exclude" -> rule.has("msgtype") ? "there are no events here but those of rules" : null;
      case "user" -> "programs cannot put messages into the log here: there are none to filter";
      case "filesystem" -> "events have no records of file systems that could be left out";
      default -> null;
    };
  }
}
