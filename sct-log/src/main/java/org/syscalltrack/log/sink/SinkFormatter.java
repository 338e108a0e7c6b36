// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;

/** Gives records to the sinks, and nothing to who would show them. */
public final class SinkFormatter implements EventFormatter {
  private final Sinks sinks;
  private final EventMessages messages;

  /**
   * @param text makes the message of an event; {@code json} its form in JSON
   */
  public SinkFormatter(
      Sinks sinks, Generations generations, EventFormatter text, EventFormatter json) {
    this.sinks = sinks;
    this.messages = new EventMessages(generations, text, json);
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    sinks.send(messages.of(entry));
  }
}
