// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.lang.check.CheckedAction;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Machine;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** Asks the rules about each call that the events tell of. */
final class Replay {
  /** A thread; its number may be another one's on another machine. */
  private record Thread(Machine machine, int tid) {}

  /** Process 1 is spared by rules that do more than log, if they do not say otherwise. */
  private static final int INIT = 1;

  private final Generations generations;
  private final PerKind<Trials> trials;
  private final TextFormatter lines;
  private final Bytes line = new Bytes();
  private final Map<Thread, OpenCall> open = new HashMap<>();
  private final Findings findings;

  Replay(Compilation compilation, Trace trace) {
    this.generations = new Generations(trace);
    this.trials = new PerKind<>(kind -> Trials.of(compilation, kind));
    this.lines = new TextFormatter(generations, null, Look.PLAIN);
    this.findings = new Findings(compilation.rules().size());
  }

  Findings run(RecordSource source) throws RecordSourceException {
    RecordDecoder decoder = new RecordDecoder();
    for (Batch batch = source.read(); batch != null; batch = source.read()) {
      decoder.take(batch);
      while (decoder.hasNext()) {
        take(decoder.next());
      }
    }
    open.values().forEach(this::close);
    return findings;
  }

  /** What was decided about a call that waited: it was counted when somebody was asked. */
  private static boolean isReply(Event event) {
    return event.asked() != null && event.asked().id() != 0 && !event.asked().isOpen();
  }

  private void take(LogRecord record) throws RecordSourceException {
    if (record instanceof Event reply && isReply(reply)) {
      findings.events++;
    } else if (record instanceof Event event) {
      findings.events++;
      findings.firstNs = Math.min(findings.firstNs, event.epochNs());
      findings.lastNs = Math.max(findings.lastNs, event.epochNs());
      take(event, generations.kind(event));
    } else if (record instanceof LogRecord.Lost gap) {
      findings.lost += gap.count();
    } else {
      findings.malformed++;
    }
  }

  private void take(Event event, EventKind kind) throws RecordSourceException {
    Thread thread = new Thread(kind.machine(), event.tid());
    OpenCall call = open.get(thread);
    if (call != null && call.isOf(event, kind)) {
      if (call.take(event, kind) && !call.isPrevented()) {
        ask(event, kind, call, event.phase());
      }
      return;
    }
    if (call != null) {
      close(call);
    }
    call = new OpenCall(event, kind);
    open.put(thread, call);
    // An event after its call tells as much of what was before it.
    ask(event, kind, call, Phase.BEFORE);
    if (event.phase() == Phase.AFTER && !call.isPrevented()) {
      ask(event, kind, call, Phase.AFTER);
    }
  }

  /** The rules for the phase, in their order, up to the first one that matches and ends it. */
  private void ask(Event event, EventKind kind, OpenCall call, Phase phase)
      throws RecordSourceException {
    for (Trial trial : trials.of(kind).all()) {
      CheckedRule rule = trial.rule();
      boolean isSpared =
          rule.action().interferes() && !rule.action().includeInit() && event.pid() == INIT;
      if (rule.phase() != phase || isSpared) {
        continue;
      }
      Findings.OfRule found = findings.rules.get(trial.index());
      found.asked++;
      switch (trial.ask(event)) {
        case UNTOLD -> {
          found.untold++;
          found.lacking.merge(trial.untold(), 1L, Long::sum);
        }
        case NO_MATCH -> {
          // Goes on to the next one.
        }
        case MATCH -> {
          found.matched++;
          call.match(prevents(rule.action()));
          if (found.first == null) {
            found.first = line(event);
          }
          if (!rule.action().continues()) {
            return;
          }
        }
      }
    }
  }

  private static boolean prevents(CheckedAction action) {
    return action.type() != null && OpenCall.prevents(action.type().verdict());
  }

  private String line(Event event) throws RecordSourceException {
    line.clear();
    lines.format(event, line);
    String text = new String(line.copy(), StandardCharsets.UTF_8).strip();
    return FindingsText.instant(event.epochNs()) + " " + text;
  }

  private void close(OpenCall call) {
    findings.calls++;
    findings.unmatched += call.isMatched() ? 0 : 1;
    findings.preventedBoth += call.wasPrevented() && call.isPrevented() ? 1 : 0;
    findings.preventedOnlyThen += call.wasPrevented() && !call.isPrevented() ? 1 : 0;
    findings.preventedOnlyNow += !call.wasPrevented() && call.isPrevented() ? 1 : 0;
  }
}
