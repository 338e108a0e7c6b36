// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.log.facts.Outcome;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.facts.Processes;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;

/** The processes of the events that it is given, as a tree. */
public final class Forest implements EventFormatter {
  private final Generations generations;
  private final Processes processes = new Processes();
  private final Map<Process, Acts> acts = new IdentityHashMap<>();
  private final PerKind<String> calls = new PerKind<>(Forest::call);
  private long events;
  private long lost;

  public Forest(Generations generations) {
    this.generations = generations;
  }

  /** How a call is named. */
  public static String call(EventKind kind) {
    return kind.call() == null
        ? "<unknown " + kind.nr() + ">"
        : new String(kind.callText(), StandardCharsets.UTF_8);
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      add(event, generations.kind(event));
    } else if (entry instanceof LogRecord.Lost gap) {
      lost += gap.count();
    }
  }

  /** Gives the process of the event. */
  public Process add(Event event, EventKind kind) {
    events++;
    Process process = processes.of(event, kind);
    Outcome outcome = Outcome.of(event);
    acts.computeIfAbsent(process, p -> new Acts())
        .add(calls.of(kind), outcome.text(), outcome.isError(), event.uid(), event.tid());
    return process;
  }

  public long events() {
    return events;
  }

  public long lost() {
    return lost;
  }

  /** Null of a process that is known as a parent or child only. */
  public Acts acts(Process process) {
    return acts.get(process);
  }

  /** All that did something, and those above them, by number. */
  public List<Process> processes() {
    Map<Process, Boolean> wanted = new IdentityHashMap<>();
    for (Process process : acts.keySet()) {
      Process at = process;
      while (at != null && wanted.put(at, true) == null) {
        at = at.parent();
      }
    }
    List<Process> list = new ArrayList<>(processes.all());
    list.removeIf(process -> !wanted.containsKey(process));
    return list;
  }
}
