// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.facts.Processes;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;

/** A capture that is compared: takes its events instead of writing them. */
public final class Run implements EventFormatter {
  private final String name;
  private final Generations generations;
  private final Basis basis;
  private final EventText eventText;
  private final Processes processes = new Processes();
  private final Map<Process, ProcessTrail> trails = new IdentityHashMap<>();
  private final List<ProcessTrail> ordered = new ArrayList<>();
  private long events;
  private long lost;

  /**
   * @param basis the same for all that are compared
   * @param decoder null: numbers stay numbers
   */
  public Run(String name, Generations generations, Basis basis, Decoder decoder) {
    this.name = name;
    this.generations = generations;
    this.basis = basis;
    this.eventText = new EventText(basis.ignored(), decoder);
  }

  public String name() {
    return name;
  }

  public long events() {
    return events;
  }

  public long lost() {
    return lost;
  }

  int processes() {
    return ordered.size();
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      add(event, generations.kind(event));
    } else if (entry instanceof LogRecord.Lost gap) {
      lost += gap.count();
    }
  }

  private void add(Event event, EventKind kind) {
    events++;
    Process process = processes.of(event, kind);
    ProcessTrail trail = trails.get(process);
    if (trail == null) {
      trail = new ProcessTrail(process);
      trails.put(process, trail);
      ordered.add(trail);
    }
    int number = basis.texts().number(eventText.of(event, kind));
    trail.thread(event.tid(), basis.ignored()).add(number, eventText);
  }

  /** The processes at each place, in the order of their first events. */
  Map<Integer, List<ProcessTrail>> byPlace(Places places) {
    Map<Integer, List<ProcessTrail>> all = new LinkedHashMap<>();
    for (ProcessTrail trail : ordered) {
      int place = places.of(trail.process(), trails::containsKey);
      all.computeIfAbsent(place, p -> new ArrayList<>()).add(trail);
    }
    return all;
  }
}
