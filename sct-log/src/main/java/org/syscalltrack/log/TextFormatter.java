// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.LogFormat.Literal;
import org.syscalltrack.lang.format.LogFormat.Part;
import org.syscalltrack.lang.format.LogFormat.Use;
import org.syscalltrack.lang.format.LogFormat.Wrong;
import org.syscalltrack.lang.format.Macro;

/** Lines as the log_format of the event's rule wants them. */
final class TextFormatter implements EventFormatter {
  /** What an event lacks that its format asks for. */
  private static final String MISSING = "<missing>";

  /** For events whose rule is not known any more: everything that they carry themselves. */
  private static final LogFormat WITHOUT_RULE = LogFormat.parse(LogFormat.DEFAULT);

  private final Generations generations;
  private final CallNames calls;

  TextFormatter(Generations generations, CallNames calls) {
    this.generations = generations;
    this.calls = calls;
  }

  @Override
  public void format(LogRecord entry, StringBuilder out) throws DeviceException {
    if (entry instanceof LogRecord.Event event) {
      event(event, out);
    } else if (entry instanceof LogRecord.Lost gap) {
      String events = gap.count() == 1 ? "event" : "events";
      out.append("*** ").append(Long.toUnsignedString(gap.count())).append(' ').append(events);
      out.append(" lost on CPU ").append(gap.cpu()).append(" ***");
    } else if (entry instanceof LogRecord.Malformed bytes) {
      out.append("*** ").append(bytes.bytes()).append(" bytes of the log are no record: ");
      out.append(bytes.problem()).append(" ***");
    }
    out.append('\n');
  }

  private void event(LogRecord.Event event, StringBuilder out) throws DeviceException {
    Generations.Rule rule = generations.find(event.generation(), event.rule());
    if (rule == null) {
      out.append("*** rules of generation ").append(event.generation()).append(" are gone *** ");
      rule = new Generations.Rule("#" + event.rule(), WITHOUT_RULE);
    }
    for (Part part : rule.format().parts()) {
      if (part instanceof Literal literal) {
        Escape.plain(literal.text(), out);
      } else if (part instanceof Use use) {
        macro(use.macro(), event, rule, out);
      } else if (part instanceof Wrong wrong) {
        // A table of another compiler: show what it says.
        Escape.plain(rule.format().text().substring(wrong.start(), wrong.end()), out);
      }
    }
  }

  private void macro(Macro macro, LogRecord.Event event, Generations.Rule rule, StringBuilder out) {
    if (macro instanceof Macro.OfVariable variable) {
      variable(variable.var(), event, out);
    } else if (macro instanceof Macro.OfEvent ofEvent) {
      switch (ofEvent) {
        case RULEID -> Escape.plain(rule.name(), out);
        case SID -> out.append(event.nr());
        case SNAME -> callName(event, out);
        case PARAMS -> params(event, out);
      }
    }
  }

  private void callName(LogRecord.Event event, StringBuilder out) {
    String name = calls.name(event.abi(), event.nr());
    out.append(name != null ? name : "<unknown>");
  }

  private void params(LogRecord.Event event, StringBuilder out) {
    boolean first = true;
    for (LogRecord.Field field : event.fields()) {
      if (field.var() == Var.PARAMS) {
        if (!first) {
          out.append(", ");
        }
        first = false;
        value(field, out);
      }
    }
  }

  private void variable(Var var, LogRecord.Event event, StringBuilder out) {
    LogRecord.Field field = event.field(var);
    if (field != null) {
      value(field, out);
      return;
    }
    switch (var) {
      case PID -> out.append(event.pid());
      case TID -> out.append(event.tid());
      case UID -> out.append(event.uid());
      case RETVAL -> {
        if (event.phase() == Phase.AFTER || event.verdict() == Verdict.FAILED) {
          out.append(event.retval());
        } else {
          out.append(MISSING);
        }
      }
      default -> out.append(MISSING);
    }
  }

  private static void value(LogRecord.Field field, StringBuilder out) {
    if (field.isUnreadable()) {
      out.append("<fault>");
    } else if (field.isNull()) {
      out.append("<NULL>");
    } else if (field.isString()) {
      Escape.quote(field.bytes(), out);
      if (field.isCut()) {
        out.append("...");
      }
    } else if (field.type() == Type.U64) {
      out.append(Long.toUnsignedString(field.integer()));
    } else {
      out.append(field.integer());
    }
  }
}
