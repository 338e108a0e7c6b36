// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries as a rule file: each piece of the source as a comment above what became of it, and a last
 * line that counts.
 */
public final class ImportText {
  private final String unit;
  private final List<Entry> entries;
  private String shared = "";

  /**
   * For one import.
   *
   * @param unit what is counted: lines, rules
   */
  public ImportText(String unit, List<Entry> entries) {
    this.unit = unit;
    this.entries = new ArrayList<>(entries);
    tryRules();
  }

  /** What does not compile is not said: each entry by itself, so that one fault hides no other. */
  private void tryRules() {
    StringBuilder known = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Entry.Shared text) {
        known.append(text.text());
      } else if (entries.get(i) instanceof Entry.Said said) {
        String fault = Trial.fault(known.toString(), said.rules());
        if (fault != null) {
          entries.set(i, new Entry.Unsaid(said.source(), "does not compile: " + fault));
        }
      }
    }
    shared = known.toString();
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public List<Entry.Unsaid> unsaid() {
    return of(Entry.Unsaid.class);
  }

  public <T extends Entry> List<T> of(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public String shared() {
    return shared;
  }

  public String print(String head) {
    StringBuilder out = new StringBuilder(head);
    for (Entry entry : entries) {
      print(out, entry);
    }
    return out.append("# ").append(summary()).append('\n').toString();
  }

  private static void print(StringBuilder out, Entry entry) {
    if (entry instanceof Entry.Comment comment) {
      out.append(comment.text()).append('\n');
    } else if (entry instanceof Entry.Shared text) {
      out.append(text.text()).append('\n');
    } else if (entry instanceof Entry.Said said) {
      source(out, said.source());
      said.remarks().forEach(remark -> comment(out, "#   remark: ", remark));
      said.rules().forEach(rule -> out.append(rule.print()));
      out.append('\n');
    } else if (entry instanceof Entry.SaidElsewhere elsewhere) {
      source(out, elsewhere.source());
      comment(out, "#   ", elsewhere.how());
    } else if (entry instanceof Entry.Setting setting) {
      source(out, setting.source());
      comment(out, "#   setting: ", setting.advice());
    } else if (entry instanceof Entry.Unsaid unsaid) {
      source(out, unsaid.source());
      comment(out, "#   NOT SAID HERE: ", unsaid.reason());
    }
  }

  private static void source(StringBuilder out, Source source) {
    comment(out, "# " + source.place() + ": ", source.text());
  }

  private static void comment(StringBuilder out, String head, String text) {
    String before = head;
    for (String line : text.lines().toList()) {
      out.append((before + line).stripTrailing()).append('\n');
      before = "#     ";
    }
  }

  /** The numbers, in a sentence. */
  public String summary() {
    List<Entry.Said> said = of(Entry.Said.class);
    int rules = said.stream().mapToInt(entry -> entry.rules().size()).sum();
    long remarks = said.stream().filter(entry -> !entry.remarks().isEmpty()).count();
    int elsewhere = of(Entry.SaidElsewhere.class).size();
    int settings = of(Entry.Setting.class).size();
    int unsaid = unsaid().size();
    int all = said.size() + elsewhere + settings + unsaid;
    return all
        + " "
        + unit
        + ": "
        + said.size()
        + " said by "
        + rules
        + " rules"
        + (elsewhere > 0 ? ", " + elsewhere + " in what others leave out" : "")
        + (settings > 0 ? ", " + settings + " settings" : "")
        + ", "
        + unsaid
        + " not said"
        + (remarks > 0 ? "; " + remarks + " with a remark" : "");
  }
}
