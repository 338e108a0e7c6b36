// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.text.Bytes;

/** Where lines go: all to one stream, or those of each task to a file of its own. */
final class TraceOutput implements Closeable {
  static final int NO_TASK = 0;

  private static final int WRITE_BYTES = 256 << 10;

  private final TraceOptions.Target target;

  /** The one stream; with a file for each task, of what is about none. */
  private final OutputStream stream;

  private final Bytes pending = new Bytes();
  private final Map<Integer, OutputStream> files = new HashMap<>();

  /** Tasks whose file has been begun: what comes later is put behind that. */
  private final Set<Integer> begun = new HashSet<>();

  private TraceOutput(TraceOptions.Target target, OutputStream stream) {
    this.target = target;
    this.stream = stream;
  }

  static TraceOutput open(TraceOptions.Target target, OutputStream err) throws IOException {
    boolean one = target.file() != null && !target.each();
    return new TraceOutput(
        target, one ? new FileOutputStream(target.file(), target.appends()) : err);
  }

  /** Takes what stands in the text, which comes from the record. */
  void put(LogRecord record, Bytes text) throws IOException {
    if (record instanceof Event event) {
      put(event.tid(), text);
    } else if (record instanceof LogRecord.Task task) {
      put(task.tid(), text);
      if (SignalText.isEnd(task.change())) {
        close(task.tid());
      }
    } else {
      put(NO_TASK, text);
    }
  }

  /** Likewise of what is about a task. */
  void put(int tid, Bytes text) throws IOException {
    if (text.length() == 0) {
      return;
    }
    if (target.each() && tid != NO_TASK) {
      text.writeTo(file(tid));
    } else {
      pending.put(text);
      if (pending.length() >= WRITE_BYTES) {
        flush();
      }
    }
    text.clear();
  }

  /** What is no line of a task. */
  void say(Bytes text) throws IOException {
    put(NO_TASK, text);
  }

  private OutputStream file(int tid) throws IOException {
    OutputStream file = files.get(tid);
    if (file == null) {
      boolean appends = target.appends() || !begun.add(tid);
      file = new FileOutputStream(target.file() + "." + tid, appends);
      files.put(tid, file);
    }
    return file;
  }

  private void close(int tid) throws IOException {
    OutputStream file = files.remove(tid);
    if (file != null) {
      file.close();
    }
  }

  void flush() throws IOException {
    if (pending.length() > 0) {
      pending.writeTo(stream);
      stream.flush();
      pending.clear();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    for (OutputStream file : files.values()) {
      file.close();
    }
    stream.close();
  }
}
