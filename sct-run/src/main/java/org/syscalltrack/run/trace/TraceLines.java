// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Change;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSourceException;

/**
 * A line for each call, when it returns: its event before is kept until the one after comes. So a
 * call that a task waits in does not tear the line of another's; it is shown as unfinished if
 * nothing else happens meanwhile, or if its task ends in it.
 */
final class TraceLines implements EventFormatter {
  private static final int NO_CALL = -1;
  private static final long NS_PER_S = 1_000_000_000L;

  /** Calls that are over for the caller as soon as they are made, but that strace counts. */
  private static final Set<String> SIGRETURNS = Set.of("rt_sigreturn", "sigreturn");

  /** A call that a task is in. */
  private static final class Begun {
    /** Its event; seldom is a line made of it, as the event behind it has all that it has. */
    byte[] record;

    Origin origin;
    String name;
    boolean isIn;
    boolean isShown;
    long epochNs;
    long timeNs;
  }

  private final TraceOptions options;
  private final Generations generations;
  private final CallText texts;
  private final CallCounts counts = new CallCounts();
  private final ZoneId zone;
  private final Map<Integer, Begun> tasks = new LinkedHashMap<>();
  private final Bytes line = new Bytes();
  private final RecordDecoder decoder;
  private final RecordDecoder again = new RecordDecoder();

  /** Tasks that are there, besides the first. */
  private int others;

  private long lastNs;

  /** Of the call that the line is about. */
  private int number = NO_CALL;

  /**
   * @param decoder whose records are formatted
   */
  TraceLines(
      TraceOptions options,
      RecordDecoder decoder,
      Generations generations,
      Decoder names,
      ZoneId zone) {
    this.options = options;
    this.decoder = decoder;
    this.generations = generations;
    this.texts = new CallText(names, options.form());
    this.zone = zone;
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      EventKind kind = generations.kind(event);
      Begun begun = tasks.computeIfAbsent(event.tid(), t -> new Begun());
      if (event.phase() == Phase.BEFORE) {
        before(event, kind, begun, out);
      } else {
        after(event, kind, begun, out);
      }
    } else if (entry instanceof LogRecord.Task task) {
      task(task, out);
    } else if (entry instanceof LogRecord.Lost gap) {
      out.put("*** ").unsigned(gap.count()).put(" events lost ***\n");
    } else if (entry instanceof LogRecord.Malformed bytes) {
      out.put("*** ").number(bytes.bytes()).put(" bytes are no record: ");
      out.put(bytes.problem()).put(" ***\n");
    }
  }

  private boolean hasLines() {
    return options.sum() != TraceOptions.Sum.ONLY;
  }

  private void before(Event event, EventKind kind, Begun begun, Bytes out) {
    begun.name = kind.call();
    begun.epochNs = event.epochNs();
    begun.timeNs = event.timeNs();
    begun.isShown = false;
    begun.isIn = !SIGRETURNS.contains(begun.name);
    if (!hasLines()) {
      count(kind, begun);
      return;
    }
    if (begun.isIn && !isExit(begun)) {
      begun.record = decoder.last();
      begun.origin = event.origin();
      return;
    }
    begun.isIn = false;
    count(kind, begun);
    if (options.which() == TraceOptions.Which.ALL) {
      begin(event);
      texts.arguments(event, kind, line.put(kind.callText()));
      line.put(')');
      pad();
      line.put(SIGRETURNS.contains(begun.name) ? " = " : " = ?");
      line.put(SIGRETURNS.contains(begun.name) ? "?" : "");
      finish(event.tid(), begun.epochNs, out);
    }
  }

  private static boolean isExit(Begun begun) {
    return "exit".equals(begun.name) || "exit_group".equals(begun.name);
  }

  private void count(EventKind kind, Begun begun) {
    if (SIGRETURNS.contains(begun.name)) {
      counts.add(kind, 0, false);
    }
  }

  private boolean isWanted(long retval) {
    return switch (options.which()) {
      case ALL -> true;
      case SUCCESSFUL -> !CallText.isError(retval);
      case FAILED -> CallText.isError(retval);
    };
  }

  private void after(Event event, EventKind kind, Begun begun, Bytes out) {
    boolean known = begun.isIn;
    boolean resumed = begun.isShown;
    begun.isIn = false;
    begun.isShown = false;
    if (!isWanted(event.retval())) {
      return;
    }
    long took = known ? event.timeNs() - begun.timeNs : 0;
    counts.add(kind, took, CallText.isError(event.retval()));
    if (!hasLines()) {
      return;
    }
    begin(event);
    if (resumed) {
      line.put("<... ").put(kind.callText()).put(" resumed>");
    } else {
      line.put(kind.callText());
    }
    texts.arguments(event, kind, line);
    line.put(')');
    pad();
    line.put(" = ");
    texts.result(event, kind, line);
    if (options.took()) {
      line.put(known ? String.format(Locale.ROOT, " <%.6f>", took / 1e9) : " <unavailable>");
    }
    finish(event.tid(), known && !resumed ? begun.epochNs : event.epochNs(), out);
  }

  private void begin(Event event) {
    line.clear();
    number = event.nr();
  }

  private void pad() {
    while (line.length() < options.form().column() - 1) {
      line.put(' ');
    }
  }

  private void task(LogRecord.Task task, Bytes out) throws RecordSourceException {
    if (task.change() == Change.SEEN) {
      others++;
    }
    Begun begun = tasks.get(task.tid());
    boolean ends = SignalText.isEnd(task.change());
    if (ends && begun != null && begun.isIn) {
      unfinished(task.tid(), begun, ") = ?", out);
    }
    if (isShown(task)) {
      line.clear();
      number = NO_CALL;
      SignalText.put(task, line);
      finish(task.tid(), task.epochNs(), out);
    }
    if (ends) {
      tasks.remove(task.tid());
      others--;
    }
  }

  private boolean isShown(LogRecord.Task task) {
    return hasLines()
        && switch (task.change()) {
          case SEEN -> options.quiet() < 1;
          case EXITED -> options.quiet() < 2;
          case KILLED -> true;
          case SIGNALLED, STOPPED -> options.signals().contains(task.number());
        };
  }

  private void unfinished(int tid, Begun begun, String end, Bytes out)
      throws RecordSourceException {
    if (hasLines() && options.which() == TraceOptions.Which.ALL) {
      ByteBuffer bytes = ByteBuffer.wrap(begun.record).order(ByteOrder.nativeOrder());
      again.take(new Batch(bytes, begun.origin));
      Event event = (Event) again.next();
      EventKind kind = generations.kind(event);
      begin(event);
      texts.arguments(event, kind, line.put(kind.callText()));
      line.put(" <unfinished ...>").put(end);
      finish(tid, begun.epochNs, out);
    }
    begun.isShown = true;
  }

  /** The tasks in a call that has not been shown, for {@link #waits}. */
  List<Integer> waiting() {
    List<Integer> waiting = new ArrayList<>();
    for (Map.Entry<Integer, Begun> task : tasks.entrySet()) {
      if (task.getValue().isIn && !task.getValue().isShown) {
        waiting.add(task.getKey());
      }
    }
    return waiting;
  }

  /** Nothing has happened for a while: shows what call the task is in. */
  void waits(int tid, Bytes out) throws RecordSourceException {
    unfinished(tid, tasks.get(tid), "", out);
  }

  /** No more comes. */
  void end(Bytes out) {
    if (options.sum() != TraceOptions.Sum.NOTHING) {
      counts.put(options.order(), out);
    }
  }

  /** The line, behind what stands before each one. */
  private void finish(int tid, long epochNs, Bytes out) {
    if (options.follows() && options.target().file() != null && !options.target().each()) {
      out.put(String.format(Locale.ROOT, "%-5d ", tid));
    } else if (options.follows() && others > 0 && !options.target().each()) {
      out.put(String.format(Locale.ROOT, "[pid %5d] ", tid));
    }
    if (options.relative()) {
      long since = lastNs == 0 ? 0 : Math.max(0, epochNs - lastNs);
      lastNs = epochNs;
      out.put(String.format(Locale.ROOT, "%6d.%06d ", since / NS_PER_S, since % NS_PER_S / 1000));
    } else if (options.times() > 0) {
      time(epochNs, out);
    }
    if (options.form().numbers() && number != NO_CALL) {
      out.put(String.format(Locale.ROOT, "[%4d] ", number));
    }
    out.put(line).put('\n');
  }

  private void time(long epochNs, Bytes out) {
    Instant at = Instant.ofEpochSecond(0, epochNs);
    switch (options.times()) {
      case 1 -> out.put(DateTimeFormatter.ofPattern("HH:mm:ss ").format(at.atZone(zone)));
      case 2 -> out.put(DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS ").format(at.atZone(zone)));
      default ->
          out.put(
              String.format(
                  Locale.ROOT, "%d.%06d ", epochNs / NS_PER_S, epochNs % NS_PER_S / 1000));
    }
  }
}
