// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;
import org.syscalltrack.source.RecordSourceException;

/** Lines as the log_format of the event's rule wants them, or as one format for all. */
public final class TextFormatter implements EventFormatter {
  /** What an event lacks that its format asks for. */
  private static final byte[] MISSING = Bytes.ascii("<missing>");

  private static final byte[] FAULT = Bytes.ascii("<fault>");
  private static final byte[] NULL = Bytes.ascii("<NULL>");
  private static final byte[] CUT = Bytes.ascii("...");
  private static final byte[] COMMA = Bytes.ascii(", ");

  /** After an event of which it is not certain that its rule's filter holds. */
  private static final byte[] UNREADABLE = Bytes.ascii(" [unreadable]");

  /** For events whose rule is not known any more: everything that they carry themselves. */
  private static final TextFormat WITHOUT_RULE = TextFormat.of(LogFormat.parse(LogFormat.DEFAULT));

  private final PerKind<TextFormat> formats =
      new PerKind<>(kind -> TextFormat.of(kind.rule().format()));

  private final Generations generations;
  private final TextFormat forAll;
  private final Look look;

  /** Made when a format first asks for it. */
  private Decoder requested;

  /**
   * @param forAll null: each rule's own
   */
  public TextFormatter(Generations generations, TextFormat forAll, Look look) {
    this.generations = generations;
    this.forAll = forAll;
    this.look = look;
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      event(event, generations.kind(event), out);
    } else if (entry instanceof LogRecord.Lost gap) {
      look.time().prefix(gap.epochNs(), out);
      look.colours().begin(Colours.WARNING, out);
      out.put("*** ").unsigned(gap.count()).put(gap.count() == 1 ? " event" : " events");
      out.put(" lost on CPU ").number(gap.cpu()).put(" ***");
      look.colours().end(out);
    } else if (entry instanceof LogRecord.Task task) {
      look.time().prefix(task.epochNs(), out);
      out.put("*** task ").number(task.tid()).put(' ').put(task.change().text());
      out.put(' ').number(task.number()).put(" ***");
    } else if (entry instanceof LogRecord.Malformed bytes) {
      look.colours().begin(Colours.WARNING, out);
      out.put("*** ").number(bytes.bytes()).put(" bytes of the log are no record: ");
      out.put(bytes.problem()).put(" ***");
      look.colours().end(out);
    }
    out.put('\n');
  }

  private void event(Event event, EventKind kind, Bytes out) {
    look.time().prefix(event.epochNs(), out);
    look.colours().begin(event.verdict(), out);
    TextFormat format = forAll;
    if (kind.rule() == null) {
      out.put("*** rules of generation ").number(event.generation()).put(" are gone *** ");
      format = forAll == null ? WITHOUT_RULE : forAll;
    } else if (format == null) {
      format = formats.of(kind);
    }
    for (int i = 0; i < format.steps().size(); i++) {
      TextFormat.Step step = format.steps().get(i);
      if (step.text() != null) {
        out.put(step.text());
      } else {
        macro(step.macro(), decoder(step), event, kind, out);
      }
    }
    if (event.isUndecided()) {
      out.put(UNREADABLE);
    }
    if (event.asked() != null) {
      AskedText.put(event, out);
    }
    if (event.suppressed() > 0) {
      out.put(" (").number(event.suppressed()).put(" suppressed)");
    }
    look.colours().end(out);
  }

  /** Null: numbers stay numbers. */
  private Decoder decoder(TextFormat.Step step) {
    if (look.decoder() != null || !step.decoded()) {
      return look.decoder();
    }
    if (requested == null) {
      requested = look.onRequest().get();
    }
    return requested;
  }

  private void macro(Macro macro, Decoder decoder, Event event, EventKind kind, Bytes out) {
    if (macro instanceof Macro.OfVariable variable) {
      variable(variable.var(), decoder, event, kind, out);
    } else if (macro instanceof Macro.OfParam param) {
      Event.Field field = event.field(Var.PARAMS, kind.index(param));
      if (field == null) {
        out.put(MISSING);
      } else if (decoder == null && field.isList() && !field.isUnreadable() && !field.isNull()) {
        string(field, out);
      } else {
        param(field, decoder, decoder == null ? null : new Decoder.Beside(event, kind), out);
      }
    } else if (macro instanceof Macro.OfEvent ofEvent) {
      switch (ofEvent) {
        case RULEID -> out.put(kind.ruleText());
        case SID -> out.number(event.nr());
        case SNAME -> out.put(kind.callText());
        case PARAMS -> params(event, decoder, kind, out);
        case TIME -> look.inLine().put(event.epochNs(), out);
        case GENERATION -> out.number(event.generation());
      }
    }
  }

  private void params(Event event, Decoder decoder, EventKind kind, Bytes out) {
    boolean first = true;
    Decoder.Beside beside = decoder == null ? null : new Decoder.Beside(event, kind);
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if (field.var() == Var.PARAMS
          && field.index() <= SctAbi.MAX_PARAMS
          && !(decoder != null && decoder.isOmitted(kind.param(field.index()), beside))) {
        if (!first) {
          out.put(COMMA);
        }
        first = false;
        param(field, decoder, beside, out);
      }
    }
  }

  /** Writes a parameter; without a decoder, numbers as numbers. */
  public static void param(Event.Field field, Decoder decoder, Decoder.Beside beside, Bytes out) {
    boolean named =
        decoder != null
            && field.isInteger()
            && !field.isUnreadable()
            && (field.type() == Type.FAMILY
                ? decoder.family(field.integer(), out)
                : decoder.parameter(beside.kind().param(field.index()), field, beside, out));
    if (!named) {
      value(field, out);
    }
  }

  private static void variable(Var var, Decoder decoder, Event event, EventKind kind, Bytes out) {
    Event.Field field = event.field(var);
    if (field != null) {
      // An ABI has no other sense than its name.
      boolean byName = decoder != null || var == Var.ABI;
      if (!byName || !Decoder.variable(field, out)) {
        value(field, out);
      }
      return;
    }
    switch (var) {
      case ABI -> out.put(event.abi().text());
      case SYSCALL -> syscall(event, decoder, kind, out);
      case PID -> out.number(event.pid());
      case TID -> out.number(event.tid());
      case UID -> out.number(event.uid());
      case RETVAL -> retval(event, decoder, kind, out);
      default -> out.put(MISSING);
    }
  }

  private static void syscall(Event event, Decoder decoder, EventKind kind, Bytes out) {
    if (decoder != null && kind.call() != null) {
      out.put(kind.call());
    } else {
      out.number(event.abi().number() << 16 | event.nr());
    }
  }

  private static void retval(Event event, Decoder decoder, EventKind kind, Bytes out) {
    if (!event.hasRetval()) {
      out.put(MISSING);
    } else if (decoder == null
        || !decoder.retval(event.retval(), new Decoder.Beside(event, kind), out)) {
      out.number(event.retval());
    }
  }

  /** As strace(1) does, but that it says how much is missing. */
  private static void list(Event.Field field, Bytes out) {
    out.put('[');
    int begin = out.length();
    field.eachString(
        (array, offset, length) -> {
          if (out.length() > begin) {
            out.put(COMMA);
          }
          Escape.quote(array, offset, length, out);
        });
    if (field.isCut()) {
      out.put(CUT).put(field.isEndless() ? " at least " : " ");
      out.number(field.missing()).put(" bytes more");
    }
    out.put(']');
  }

  /** Also a list, its strings joined by blanks: as a filter sees the parameter. */
  private static void string(Event.Field field, Bytes out) {
    Escape.quote(field.array(), field.offset(), field.length(), out);
    if (field.isCut()) {
      out.put(CUT);
    }
  }

  private static void value(Event.Field field, Bytes out) {
    if (field.isUnreadable()) {
      out.put(FAULT);
    } else if (field.isNull()) {
      out.put(NULL);
    } else if (field.isList()) {
      list(field, out);
    } else if (field.isString()) {
      string(field, out);
    } else if (field.type() == Type.SADDR) {
      out.put('{');
      SocketAddress.put(field.array(), field.offset(), field.length(), out);
      out.put('}');
    } else if (field.type() == Type.IP) {
      SocketAddress.ip(field.array(), field.offset(), out);
    } else if (field.type() == Type.U64) {
      out.unsigned(field.integer());
    } else {
      out.number(field.integer());
    }
  }
}
