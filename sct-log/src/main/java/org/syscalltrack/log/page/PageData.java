// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.log.facts.Outcome;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormat;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.JsonText;
import org.syscalltrack.log.tree.Acts;
import org.syscalltrack.log.tree.Forest;
import org.syscalltrack.source.Machine;
import org.syscalltrack.source.RecordSourceException;

/** Gathers what a page shows. */
public final class PageData implements EventFormatter {
  /** A browser gets slow with more; those with the most events stay. */
  static final int MOST_PROCESSES = 5_000;

  private final Generations generations;
  private final Forest forest;
  private final Timeline timeline = new Timeline();
  private final Rows rows;
  private final TextFormatter lines;
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final Set<Machine> machines = new HashSet<>();
  private final Bytes line = new Bytes();
  private long errors;
  private long lost;
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;

  /**
   * @param mostRows events in the table
   */
  public PageData(Generations generations, int mostRows, Look look) {
    this.generations = generations;
    this.forest = new Forest(generations);
    this.rows = new Rows(mostRows);
    TextFormat format = TextFormat.of(LogFormat.parse("%sname(%params)"));
    this.lines = new TextFormatter(generations, format, look);
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      add(event, generations.kind(event));
    } else if (entry instanceof LogRecord.Lost gap) {
      lost += gap.count();
      noteTime(gap.epochNs());
      timeline.lost(gap.epochNs(), gap.count());
      if (!rows.isFull()) {
        rows.add(gap);
      }
    }
  }

  private void noteTime(long epochNs) {
    firstNs = Math.min(firstNs, epochNs);
    lastNs = Math.max(lastNs, epochNs);
  }

  private void add(Event event, EventKind kind) throws RecordSourceException {
    Process process = forest.add(event, kind);
    boolean isError = Outcome.of(event).isError();
    errors += isError ? 1 : 0;
    machines.add(kind.machine());
    noteTime(event.epochNs());
    timeline.event(event.epochNs(), call(Forest.call(kind)), isError);
    if (rows.isFull()) {
      rows.skip();
      return;
    }
    line.clear();
    lines.format(event, line);
    // Without the line's end.
    Bytes shown = new Bytes().put(line.copy(), 0, line.length() - 1);
    rows.add(event, process, new String(kind.ruleText(), StandardCharsets.UTF_8), shown);
  }

  private int call(String name) {
    return calls.computeIfAbsent(name, n -> calls.size());
  }

  /** Writes it as JSON; see page.js for what it means. */
  void write(long filtered, Bytes out) {
    out.put("{\"events\":").number(forest.events()).put(",\"errors\":").number(errors);
    out.put(",\"lost\":").unsigned(lost).put(",\"filtered\":").number(filtered);
    out.put(",\"leftOut\":").number(rows.leftOut());
    boolean any = firstNs <= lastNs;
    out.put(",\"from\":").number(any ? firstNs / 1_000 : 0);
    out.put(",\"to\":").number(any ? lastNs / 1_000 : 0);
    out.put(",\"machines\":[");
    Set<String> names = new TreeSet<>();
    machines.forEach(machine -> names.add(machine.host() + ", boot " + machine.bootId()));
    strings(names, out);
    List<Process> processes = forest.processes();
    Map<Process, Integer> indices = indices(processes);
    out.put("],\"processesLeftOut\":").number(processes.size() - indices.size());
    out.put(",\"processes\":[");
    processes.stream().filter(indices::containsKey).forEach(p -> process(p, indices, out));
    out.put("],\"rows\":");
    rows.write(indices, out);
    out.put(",\"stepNs\":").number(timeline.widthNs()).put(",\"steps\":[");
    steps(out);
    // Last, as it is complete by now.
    out.put("],\"calls\":[");
    strings(calls.keySet(), out);
    out.put("]}");
  }

  private static void strings(Iterable<String> all, Bytes out) {
    String comma = "";
    for (String text : all) {
      out.put(comma);
      JsonText.string(text, out);
      comma = ",";
    }
  }

  /** Of those that are shown, their places in the list. */
  private Map<Process, Integer> indices(List<Process> processes) {
    List<Process> largest = new ArrayList<>(processes);
    largest.sort(Comparator.comparingLong(p -> -count(p)));
    Set<Process> wanted = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(largest.subList(0, Math.min(largest.size(), MOST_PROCESSES)));
    Map<Process, Integer> indices = new IdentityHashMap<>();
    for (Process process : processes) {
      if (wanted.contains(process)) {
        indices.put(process, indices.size());
      }
    }
    return indices;
  }

  private long count(Process process) {
    Acts acts = forest.acts(process);
    return acts == null ? 0 : acts.count();
  }

  private void process(Process process, Map<Process, Integer> indices, Bytes out) {
    out.put(indices.get(process) == 0 ? "{\"name\":" : ",{\"name\":");
    JsonText.string(process.toString(), out);
    out.put(",\"parent\":");
    out.number(process.parent() == null ? -1 : indices.getOrDefault(process.parent(), -1));
    Acts acts = forest.acts(process);
    out.put(",\"count\":").number(count(process));
    out.put(",\"errors\":").number(acts == null ? 0 : acts.errors()).put(",\"calls\":[");
    if (acts != null) {
      String comma = "";
      for (Acts.OfCall of : acts.calls()) {
        out.put(comma).put('[').number(call(of.call())).put(',').number(of.count()).put(",[");
        String next = "";
        for (Map.Entry<String, Long> outcome : of.outcomes()) {
          out.put(next).put('[');
          JsonText.string(outcome.getKey(), out);
          out.put(',').number(outcome.getValue()).put(']');
          next = ",";
        }
        out.put("]]");
        comma = ",";
      }
    }
    out.put("]}");
  }

  private void steps(Bytes out) {
    if (timeline.steps().isEmpty()) {
      return;
    }
    long first = timeline.steps().firstKey();
    String comma = "";
    for (Map.Entry<Long, Timeline.Step> entry : timeline.steps().entrySet()) {
      Timeline.Step step = entry.getValue();
      out.put(comma).put('[').number(entry.getKey() - first).put(',').number(step.events);
      out.put(',').number(step.errors).put(',').unsigned(step.lost).put(",[");
      String next = "";
      for (Map.Entry<Integer, Long> call : step.calls.entrySet()) {
        out.put(next).put('[').number(call.getKey()).put(',').number(call.getValue()).put(']');
        next = ",";
      }
      out.put("]]");
      comma = ",";
    }
  }
}
