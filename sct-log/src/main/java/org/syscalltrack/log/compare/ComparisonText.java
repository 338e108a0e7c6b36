// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.syscalltrack.log.text.Bytes;

/**
 * Says what differs. Of two captures, what a thread and its partner did stands in one list, as
 * diff(1) has it; of more, each that has something which another lacks is shown by itself.
 */
final class ComparisonText {
  /** A line of a thread's list. */
  private record Line(byte state, int capture, int number) {}

  private final Texts texts;
  private final List<Run> runs;
  private final int context;
  private final Bytes out;

  ComparisonText(Texts texts, List<Run> runs, int context, Bytes out) {
    this.texts = texts;
    this.runs = runs;
    this.context = context;
    this.out = out;
  }

  private static char letter(int capture) {
    return (char) ('A' + capture);
  }

  private String sign(int capture) {
    return runs.size() > 2 ? letter(capture) + " " : capture == 0 ? "- " : "+ ";
  }

  void heads() {
    for (int c = 0; c < runs.size(); c++) {
      Run run = runs.get(c);
      String mark = runs.size() > 2 ? "" : c == 0 ? "--- " : "+++ ";
      out.put(mark).put(letter(c)).put(": ").put(run.name());
      out.put("  %d events of %d processes".formatted(run.events(), run.processes()));
      out.put(run.lost() == 0 ? "\n" : ", %d lost%n".formatted(run.lost()));
    }
  }

  void place(String name, Place place) {
    if (runs.size() == 2) {
      for (Pair<ProcessTrail> pair : place.pairs()) {
        for (Pair<Trail> threads : Pair.threads(pair)) {
          list(heading(name, pair, threads), merged(place, threads));
        }
      }
      return;
    }
    for (int c = 0; c < runs.size(); c++) {
      for (ProcessTrail process : place.captures().get(c)) {
        for (Trail trail : process.threads()) {
          List<Line> lines = new ArrayList<>();
          alone(place, trail, c, 0, trail.texts().size(), lines);
          list(name + "  " + who(c, process, trail), lines);
        }
      }
    }
  }

  private static String heading(String name, Pair<ProcessTrail> processes, Pair<Trail> threads) {
    String a = threads.a() == null ? "" : "  " + who(0, processes.a(), threads.a());
    String b = threads.b() == null ? "" : "  " + who(1, processes.b(), threads.b());
    return name + a + b;
  }

  private static String who(int capture, ProcessTrail process, Trail trail) {
    String thread = trail.tid() == process.process().pid() ? "" : " thread " + trail.tid();
    return letter(capture) + ": " + process.process() + thread;
  }

  /** What both did, in an order that fits each. */
  private List<Line> merged(Place place, Pair<Trail> threads) {
    List<Line> lines = new ArrayList<>();
    int j = 0;
    if (threads.a() != null && threads.b() != null) {
      byte[] states = place.states(threads.a());
      int[] match = place.match(threads.a());
      for (int i = 0; i < match.length; i++) {
        if (match[i] == Alignment.NONE) {
          lines.add(new Line(states[i], 0, threads.a().texts().get(i)));
        } else {
          alone(place, threads.b(), 1, j, match[i], lines);
          j = match[i] + 1;
          lines.add(new Line(Place.PAIRED, 0, threads.a().texts().get(i)));
        }
      }
    } else if (threads.a() != null) {
      alone(place, threads.a(), 0, 0, threads.a().texts().size(), lines);
    }
    if (threads.b() != null) {
      alone(place, threads.b(), 1, j, threads.b().texts().size(), lines);
    }
    return lines;
  }

  private static void alone(
      Place place, Trail of, int capture, int from, int to, List<Line> lines) {
    byte[] states = place.states(of);
    for (int i = from; i < to; i++) {
      lines.add(new Line(states[i], capture, of.texts().get(i)));
    }
  }

  /** Shows what differs in the list, with what is around it; nothing, if nothing does. */
  private void list(String heading, List<Line> lines) {
    boolean begun = false;
    int shown = 0;
    int next = 0;
    while (next < lines.size()) {
      if (lines.get(next).state() != Place.EXTRA) {
        next++;
        continue;
      }
      if (!begun) {
        out.put('\n').put(heading).put('\n');
        begun = true;
      }
      int from = Math.max(shown, next - context);
      if (from > shown) {
        out.put("@@ ").number(from - shown).put(" events alike or moved @@\n");
      }
      int to = Math.min(lines.size(), next + context + 1);
      // The next difference may be within the context of this one, and extend it.
      for (int i = next + 1; i < to; i++) {
        if (lines.get(i).state() == Place.EXTRA) {
          to = Math.min(lines.size(), i + context + 1);
        }
      }
      for (int i = from; i < to; i++) {
        show(lines.get(i));
      }
      shown = to;
      next = to;
    }
  }

  private void show(Line line) {
    out.put(
        switch (line.state()) {
          case Place.EXTRA -> sign(line.capture());
          case Place.DRIFTED -> "~ ";
          default -> "  ";
        });
    texts.put(line.number(), out);
    out.put('\n');
  }

  void summary(Difference difference, List<Drift> drifts) {
    out.put(difference.only().isEmpty() ? "" : "\n");
    out.put("%d events are in all".formatted(difference.common()));
    difference
        .only()
        .forEach((holders, count) -> out.put("; %d only in %s".formatted(count, who(holders))));
    out.put("\n");
    for (int c = 1; c < runs.size(); c++) {
      drift(runs.size() == 2 ? "Drift" : "Drift from A to " + letter(c), drifts.get(c));
    }
    if (runs.stream().anyMatch(run -> run.lost() > 0)) {
      out.put("Events were lost: what they were, nobody can tell.\n");
    }
  }

  /** Who has more of it than another one. */
  private static String who(int holders) {
    StringBuilder letters = new StringBuilder();
    for (int c = 0; holders >> c != 0; c++) {
      if ((holders >> c & 1) != 0) {
        letters.append(letters.length() == 0 ? "" : " and ").append(letter(c));
      }
    }
    return letters.toString();
  }

  private void drift(String name, Drift drift) {
    if (drift.isNone()) {
      out.put(name).put(": none\n");
      return;
    }
    out.put(name).put(": %d in another order".formatted(drift.order));
    out.put(", %d in another thread".formatted(drift.threads));
    out.put(", %d in another process of the same place".formatted(drift.processes));
    drift.values.forEach(
        (kind, count) ->
            out.put("; %d with other %s".formatted(count, kind.name().toLowerCase(Locale.ROOT))));
    out.put("\n");
  }
}
