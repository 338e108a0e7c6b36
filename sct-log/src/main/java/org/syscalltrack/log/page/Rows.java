// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.page;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.log.facts.Outcome;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.JsonText;

/** The first events, and what was lost between them, for a table. */
final class Rows {
  private final int limit;
  private final List<Process> processes = new ArrayList<>();

  /** The rest of each row, as JSON, without the brackets. */
  private final List<byte[]> rest = new ArrayList<>();

  private final Bytes text = new Bytes();
  private long leftOut;

  Rows(int limit) {
    this.limit = limit;
  }

  boolean isFull() {
    return rest.size() >= limit;
  }

  long leftOut() {
    return leftOut;
  }

  void skip() {
    leftOut++;
  }

  /**
   * Adds an event.
   *
   * @param line what is shown of it
   */
  void add(Event event, Process process, String rule, Bytes line) {
    text.clear();
    text.number(event.epochNs() / 1_000).put(',').number(event.tid()).put(',');
    text.number(event.uid()).put(',');
    JsonText.string(rule, text);
    text.put(',');
    JsonText.string(line.toString(), text);
    text.put(',');
    JsonText.string(Outcome.of(event).text(), text);
    text.put(Outcome.of(event).isError() ? ",1" : ",0");
    processes.add(process);
    rest.add(text.copy());
  }

  void add(LogRecord.Lost gap) {
    text.clear();
    text.number(gap.epochNs() / 1_000).put(",0,0,\"\",");
    JsonText.string(Long.toUnsignedString(gap.count()) + " events lost on CPU " + gap.cpu(), text);
    text.put(",\"lost\",2");
    processes.add(null);
    rest.add(text.copy());
  }

  /** Writes the rows; a process is its index in the list. */
  void write(java.util.Map<Process, Integer> indices, Bytes out) {
    out.put('[');
    for (int i = 0; i < rest.size(); i++) {
      out.put(i == 0 ? "[" : ",[").number(indices.getOrDefault(processes.get(i), -1));
      out.put(',').put(rest.get(i)).put(']');
    }
    out.put(']');
  }
}
