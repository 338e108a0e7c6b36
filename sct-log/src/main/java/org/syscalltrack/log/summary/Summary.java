// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.syscalltrack.log.facts.CallTimes;
import org.syscalltrack.log.facts.Outcome;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.facts.Processes;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;

/** Counts the events that it is given instead of writing them. */
public final class Summary implements EventFormatter {
  private final Generations generations;
  private final List<Grouping> groupings;
  private final Dimension.Values values = new Dimension.Values();
  private final Processes processes = new Processes();
  private final CallTimes times = new CallTimes();
  final Group all = new Group();
  long lost;
  long suppressed;

  public Summary(Generations generations, List<Grouping> groupings) {
    this.generations = generations;
    this.groupings = new ArrayList<>(groupings);
  }

  public List<Grouping> groupings() {
    return groupings;
  }

  public long lost() {
    return lost;
  }

  public long suppressed() {
    return suppressed;
  }

  /** From now on, what {@link #figures} call recent is what came between the last look and this. */
  public void look() {
    all.look();
    groupings.forEach(Grouping::look);
  }

  /** Of all events, as the last look found them. */
  public Figures figures() {
    return all.figures("");
  }

  /** Likewise, of each group; in no order. */
  public List<Figures> figures(Grouping grouping) {
    return grouping.rows().stream()
        .map(row -> row.group().figures(SummaryText.name(row.names(), grouping.by())))
        .collect(Collectors.toList());
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      add(event, generations.kind(event));
    } else {
      // Bytes that are no record may have been one, too.
      times.lost();
      lost += entry instanceof LogRecord.Lost gap ? gap.count() : 0;
    }
  }

  private void add(Event event, EventKind kind) {
    Process process = processes.of(event, kind);
    boolean isError = Outcome.of(event).isError();
    long duration = times.take(event);
    suppressed += event.suppressed();
    all.add(event.epochNs(), isError, duration);
    for (Grouping grouping : groupings) {
      grouping.find(values, event, kind, process).add(event.epochNs(), isError, duration);
    }
  }
}
