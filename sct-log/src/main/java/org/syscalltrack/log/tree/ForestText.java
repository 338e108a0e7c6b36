// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.Machine;

/** The tree for a terminal of 80 columns. */
public final class ForestText {
  private static final int WIDTH = 80;

  /** Deeper down, the level stands there as a number. */
  private static final int MAX_LEVEL = 16;

  private static final int MAX_HEAD = 40;

  /**
   * A process to be shown.
   *
   * @param rails what goes on to the left of its children, two characters for each level
   */
  private record Node(Process process, int level, String rails, boolean isLast) {}

  private final Forest forest;
  private final Bytes out;
  private final Map<Process, List<Process>> children = new IdentityHashMap<>();

  private ForestText(Forest forest, Bytes out) {
    this.forest = forest;
    this.out = out;
  }

  public static void write(Forest forest, Bytes out) {
    new ForestText(forest, out).write();
  }

  private void write() {
    List<Process> all = forest.processes();
    out.put(
        "%d events of %d processes, %d lost%n"
            .formatted(forest.events(), all.size(), forest.lost()));
    Deque<Node> open = new ArrayDeque<>();
    for (Process process : all) {
      if (process.parent() != null) {
        children.computeIfAbsent(process.parent(), p -> new ArrayList<>()).add(process);
      }
    }
    boolean several = all.stream().map(Process::machine).distinct().count() > 1;
    Machine machine = null;
    for (Process process : all) {
      if (process.parent() != null) {
        continue;
      }
      if (several && !process.machine().equals(machine)) {
        machine = process.machine();
        out.put("\n%s, boot %s%n".formatted(machine.host(), machine.bootId()));
      }
      open.push(new Node(process, 0, "", true));
      // A chain of processes may be too long for recursion.
      while (!open.isEmpty()) {
        show(open.pop(), open);
      }
    }
  }

  private void show(Node node, Deque<Node> open) {
    List<Process> below = children.getOrDefault(node.process(), List.of());
    boolean deep = node.level() > MAX_LEVEL;
    String branch = node.level() == 0 ? "" : deep ? "" : node.isLast() ? "`-" : "|-";
    String level = deep ? "(" + node.level() + ") " : "";
    String under = node.level() == 0 || deep ? "" : node.isLast() ? "  " : "| ";
    String rails = deep ? node.rails() : node.rails() + under;
    lines(
        node.rails() + branch + level,
        rails + (below.isEmpty() ? "  " : "| ") + "  ",
        node.process());
    for (int i = below.size() - 1; i >= 0; i--) {
      boolean isLast = i == below.size() - 1;
      open.push(new Node(below.get(i), node.level() + 1, rails, isLast));
    }
  }

  private void lines(String first, String further, Process process) {
    Acts acts = forest.acts(process);
    StringBuilder line = new StringBuilder(first).append(head(process));
    if (acts == null) {
      out.put(line.toString()).put('\n');
      return;
    }
    line.append(acts.users().size() == 1 ? "  uid " : "  uids ");
    line.append(users(acts)).append("  ");
    line.append(acts.threads() > 1 ? acts.threads() + " threads  " : "").append(acts.count());
    line.append(acts.count() == 1 ? " event:" : " events:");
    List<Acts.OfCall> calls = acts.calls();
    for (int i = 0; i < calls.size(); i++) {
      for (String word : words(calls.get(i), i == calls.size() - 1)) {
        if (width(line) + 1 + word.length() > WIDTH) {
          out.put(line.toString()).put('\n');
          line.setLength(0);
          line.append(further, 0, further.length() - 1);
        }
        line.append(' ').append(word);
      }
    }
    out.put(line.toString()).put('\n');
  }

  private static int width(CharSequence text) {
    return (int) text.codePoints().count();
  }

  private static String head(Process process) {
    String text = process.toString();
    return width(text) <= MAX_HEAD
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_HEAD - 14))
            + "...["
            + process.pid()
            + "]";
  }

  private static String users(Acts acts) {
    String users =
        acts.users().stream().limit(3).map(String::valueOf).collect(Collectors.joining(","));
    return acts.users().size() > 3 ? users + ",..." : users;
  }

  /** What is not to be torn apart. */
  private static List<String> words(Acts.OfCall call, boolean isLast) {
    List<String> words = new ArrayList<>();
    String end = isLast ? "" : ",";
    if (call.outcomes().size() == 1) {
      words.add(call.call() + " " + call.count() + " " + call.outcomes().get(0).getKey() + end);
      return words;
    }
    words.add(call.call() + " " + call.count());
    for (int i = 0; i < call.outcomes().size(); i++) {
      boolean last = i == call.outcomes().size() - 1;
      var outcome = call.outcomes().get(i);
      words.add(
          (i == 0 ? "(" : "")
              + outcome.getValue()
              + " "
              + outcome.getKey()
              + (last ? ")" + end : ","));
    }
    return words;
  }
}
