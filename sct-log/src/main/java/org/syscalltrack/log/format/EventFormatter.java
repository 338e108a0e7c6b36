// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;

/** A form in which records are shown. */
public interface EventFormatter {
  /**
   * Appends the record as one line, with its line end.
   *
   * @throws RecordSourceException if the rules that belong to it cannot be fetched
   */
  void format(LogRecord entry, Bytes out) throws RecordSourceException;
}
