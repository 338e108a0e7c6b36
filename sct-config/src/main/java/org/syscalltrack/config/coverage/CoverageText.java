// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.config.text.Printable;

/** A table for people: doors of which the same is to say stand in one line. */
final class CoverageText {
  /** Of those that are covered; what is not is never cut. */
  private static final int MAX_NAMES = 12;

  private final PrintStream out;

  CoverageText(PrintStream out) {
    this.out = out;
  }

  void print(Kernel kernel, List<RuleCoverage> rules) {
    kernel(kernel);
    for (RuleCoverage rule : rules) {
      out.println();
      print(rule);
    }
  }

  private void kernel(Kernel kernel) {
    if (!kernel.isAsked()) {
      out.println("kernel: not asked: " + kernel.unasked());
      out.println("        what follows is what the compiler can say");
      return;
    }
    List<String> abis = kernel.status().abis().stream().map(Abi::text).toList();
    out.println("kernel: calls of " + String.join(", ", abis) + "; " + force(kernel));
    for (Degradation way : kernel.degraded()) {
      out.println("        DEGRADED: " + way.text());
    }
  }

  private static String force(Kernel kernel) {
    return kernel.inForce()
        ? "these rules are in force, generation " + kernel.status().loaded().generation()
        : "these rules are not those in force";
  }

  private void print(RuleCoverage rule) {
    out.println(
        Printable.text(rule.rule().name())
            + " ("
            + rule.rule().span().source().name()
            + ":"
            + rule.rule().span().line()
            + "), "
            + rule.rule().action().type().text()
            + (rule.rule().isOnObjects() ? " at objects: " : " at calls: ")
            + doors(rule.count(Finding.State.COVERED))
            + " covered, "
            + rule.count(Finding.State.MISSED)
            + " not");
    Columns columns = new Columns();
    for (Finding.State state : Finding.State.values()) {
      lines(rule, state).forEach(line -> columns.line((Object[]) line));
    }
    columns.print(out);
  }

  private static String doors(long count) {
    return count + " door" + (count == 1 ? "" : "s");
  }

  /** What a line says of its doors besides their names. */
  private record Kind(String operation, Set<String> entries, String note) {}

  private static List<String[]> lines(RuleCoverage rule, Finding.State state) {
    Map<List<String>, Set<String>> entries = new LinkedHashMap<>();
    for (Finding f : rule.findings()) {
      if (f.state() == state) {
        entries.computeIfAbsent(door(f), key -> new LinkedHashSet<>()).add(f.door().entry());
      }
    }
    Map<Kind, List<String>> names = new LinkedHashMap<>();
    entries.forEach(
        (door, of) ->
            names
                .computeIfAbsent(new Kind(door.get(0), of, door.get(2)), k -> new ArrayList<>())
                .add(door.get(1)));
    List<String[]> lines = new ArrayList<>();
    names.forEach((kind, all) -> lines.add(line(state, kind, all)));
    return lines;
  }

  private static List<String> door(Finding f) {
    String note =
        f.tried().isEmpty() || f.note().isEmpty()
            ? f.note() + f.tried()
            : f.note() + "; " + f.tried();
    return List.of(f.operation() == null ? "" : f.operation().text(), f.door().name(), note);
  }

  private static String[] line(Finding.State state, Kind kind, List<String> names) {
    boolean cut = state != Finding.State.MISSED && names.size() > MAX_NAMES + 1;
    String shown = String.join(", ", cut ? names.subList(0, MAX_NAMES) : names);
    String all = cut ? shown + " and " + (names.size() - MAX_NAMES) + " more" : shown;
    String operation = kind.operation().isEmpty() ? "" : kind.operation() + ": ";
    String note = kind.note().isEmpty() ? "" : " - " + kind.note();
    return new String[] {
      "  " + state.text(), String.join(" ", kind.entries()), operation + all + note
    };
  }
}
