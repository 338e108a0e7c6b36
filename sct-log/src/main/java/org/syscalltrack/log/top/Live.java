// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.summary.Dimension;
import org.syscalltrack.log.summary.Figures;
import org.syscalltrack.log.summary.Grouping;
import org.syscalltrack.log.summary.Summary;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;

/** Counts events in one thread while another one looks; what is looked at is a copy. */
public final class Live implements EventFormatter {
  private final Generations generations;
  private final LongSupplier nanoTime;
  private Summary summary;
  private long beganNs;
  private long lookedNs;
  private boolean ended;

  /**
   * @param nanoTime a clock that only goes forward
   */
  public Live(Generations generations, LongSupplier nanoTime) {
    this.generations = generations;
    this.nanoTime = nanoTime;
    restart();
  }

  @Override
  public synchronized void format(LogRecord entry, Bytes out) throws RecordSourceException {
    summary.format(entry, out);
  }

  /** There will be no more of them. */
  public synchronized void end() {
    ended = true;
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Counts from zero. */
  final synchronized void restart() {
    summary =
        new Summary(
            generations,
            Stream.of(Dimension.values())
                .map(dimension -> new Grouping(List.of(dimension)))
                .collect(Collectors.toList()));
    beganNs = nanoTime.getAsLong();
    lookedNs = beganNs;
  }

  synchronized Look look() {
    long now = nanoTime.getAsLong();
    summary.look();
    Map<Dimension, List<Figures>> groups = new EnumMap<>(Dimension.class);
    for (Grouping grouping : summary.groupings()) {
      groups.put(grouping.by().get(0), summary.figures(grouping));
    }
    Look look =
        new Look(
            summary.figures(),
            groups,
            summary.lost(),
            summary.suppressed(),
            now - beganNs,
            now - lookedNs,
            ended);
    lookedNs = now;
    return look;
  }
}
