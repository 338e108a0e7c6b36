// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.JsonText;
import org.syscalltrack.source.RecordSourceException;

/**
 * Each record as a JSON object on a line of its own. The names are documented in sctlog(8); they
 * are added to, not changed.
 *
 * <p>A string that is no UTF-8 stands there as well as can be, and its bytes beside it.
 */
public final class JsonFormatter implements EventFormatter {
  /** Of the form: raised when a member goes or changes its meaning, not when one is added. */
  public static final int VERSION = 2;

  private static final byte[] EVENT = type("event");
  private static final byte[] LOST = type("lost");
  private static final byte[] TASK = type("task");
  private static final byte[] MALFORMED = type("malformed");
  private static final byte[] CPU = Bytes.ascii(",\"cpu\":");
  private static final byte[] SEQ = Bytes.ascii(",\"seq\":");
  private static final byte[] LANE = Bytes.ascii(",\"lane\":");
  private static final byte[] RULE_SEQ = Bytes.ascii(",\"rule_seq\":");
  private static final byte[] SUPPRESSED = Bytes.ascii(",\"suppressed\":");
  private static final byte[] TIME_NS = Bytes.ascii(",\"time_ns\":");
  private static final byte[] TIME = Bytes.ascii(",\"time\":\"");
  private static final byte[] EPOCH_NS = Bytes.ascii("\",\"epoch_ns\":\"");
  private static final byte[] ID = Bytes.ascii("\",\"id\":\"");
  private static final byte[] TID = Bytes.ascii(",\"tid\":");
  private static final byte[] UID = Bytes.ascii(",\"uid\":");
  private static final byte[] RETVAL = Bytes.ascii(",\"retval\":");
  private static final byte[] ERROR = Bytes.ascii(",\"error\":\"");
  private static final byte[] PARAMS = Bytes.ascii(",\"params\":[");
  private static final byte[] VARS = Bytes.ascii("],\"vars\":{");
  private static final byte[] END = Bytes.ascii("}}\n");
  private static final byte[] NULL = Bytes.ascii("null");
  private static final byte[] BASE64 = Bytes.ascii(",\"base64\":\"");
  private static final byte[] BASE64_LIST = Bytes.ascii(",\"base64\":[");
  private static final byte[] STRINGS = Bytes.ascii(",\"strings\":");
  private static final byte[] MISSING = Bytes.ascii(",\"missing\":");
  private static final byte[] MORE = Bytes.ascii(",\"more\":true");
  private static final byte[] STRING = Bytes.ascii(",\"string\":\"");

  /** Integers up to it are exact in IEEE double precision. */
  private static final long EXACT = 1L << 53;

  private static final byte[] DECODED = Bytes.ascii(",\"decoded\":\"");
  private static final byte[] UNREADABLE = Bytes.ascii(",\"unreadable\":true");
  private static final byte[] CUT = Bytes.ascii(",\"cut\":true");

  private final PerKind<JsonFragments> fragments = new PerKind<>(JsonFragments::new);

  private final Generations generations;
  private final Look look;
  private final Bytes decoded = new Bytes();
  private final TimeStamp utc = TimeStamp.Style.UTC.in(ZoneOffset.UTC);

  public JsonFormatter(Generations generations, Look look) {
    this.generations = generations;
    this.look = look;
  }

  private static byte[] type(String type) {
    return Bytes.ascii("{\"type\":\"" + type + "\",\"v\":" + VERSION);
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    if (entry instanceof Event event) {
      event(event, generations.kind(event), out);
    } else if (entry instanceof LogRecord.Lost gap) {
      out.put(LOST).put(CPU);
      position(gap.cpu(), gap.lane(), gap.seq(), gap.timeNs(), gap.epochNs(), out);
      out.put(",\"count\":").unsigned(gap.count()).put("}\n");
    } else if (entry instanceof LogRecord.Task task) {
      out.put(TASK).put(TID).number(task.tid()).put(TIME_NS).unsigned(task.timeNs());
      out.put(",\"change\":\"").put(task.change().text()).put("\",\"number\":");
      out.number(task.number()).put("}\n");
    } else if (entry instanceof LogRecord.Malformed bytes) {
      out.put(MALFORMED).put(",\"bytes\":").number(bytes.bytes()).put(",\"problem\":");
      JsonText.string(bytes.problem(), out);
      out.put("}\n");
    }
  }

  private void position(int cpu, int lane, long seq, long timeNs, long epochNs, Bytes out) {
    out.number(cpu).put(LANE).number(lane).put(SEQ).unsigned(seq).put(TIME_NS).unsigned(timeNs);
    out.put(TIME);
    (look.time().isShown() ? look.time() : utc).put(epochNs, out);
    out.put(EPOCH_NS).number(epochNs).put(ID).number(cpu).put('-').number(lane);
    out.put('-').unsigned(seq).put('"');
  }

  private void event(Event event, EventKind kind, Bytes out) {
    JsonFragments json = fragments.of(kind);
    out.put(EVENT).put(json.machine).put(CPU);
    position(event.cpu(), event.lane(), event.seq(), event.timeNs(), event.epochNs(), out);
    out.put(json.rule).put(RULE_SEQ).unsigned(event.ruleSeq());
    out.put(SUPPRESSED).number(event.suppressed());
    out.put(JsonFragments.outcome(event.phase(), event.verdict()));
    out.number(event.pid()).put(TID).number(event.tid()).put(UID).number(event.uid());
    if (event.isUndecided()) {
      out.put(UNREADABLE);
    }
    if (event.hasRetval()) {
      retval(event.retval(), out);
    }
    if (event.asked() != null) {
      AskedText.json(event.asked(), out);
    }
    out.put(PARAMS);
    fields(event, kind, json, true, out);
    out.put(VARS);
    fields(event, kind, json, false, out);
    out.put(END);
  }

  private void retval(long retval, Bytes out) {
    out.put(RETVAL).number(retval);
    String error = look.decoder() == null ? null : Decoder.error(retval);
    if (error != null) {
      out.put(ERROR).put(error).put('"');
    }
  }

  /** The parameters, or the variables besides them. */
  private void fields(Event event, EventKind kind, JsonFragments json, boolean params, Bytes out) {
    boolean first = true;
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if ((field.var() == Var.PARAMS) != params) {
        continue;
      }
      if (!first) {
        out.put(',');
      }
      first = false;
      out.put(
          params
              ? json.param(field.index(), field.type())
              : JsonFragments.var(field.var(), field.type()));
      value(field, event, kind, out);
    }
  }

  private void value(Event.Field field, Event event, EventKind kind, Bytes out) {
    if (field.isUnreadable() || field.isNull()) {
      out.put(NULL);
    } else if (field.isList()) {
      list(field, out);
    } else if (field.isString()) {
      string(field, out);
    } else if (field.isInteger()) {
      integer(field, event, kind, out);
    } else {
      address(field, out);
    }
    if (field.isUnreadable()) {
      out.put(UNREADABLE);
    }
    if (field.isCut()) {
      out.put(CUT);
    }
    out.put('}');
  }

  private static void string(Event.Field field, Bytes out) {
    if (!JsonText.string(field.array(), field.offset(), field.length(), out)) {
      out.put(BASE64).put(Base64.getEncoder().encode(field.bytes())).put('"');
    }
  }

  /** An array; if one of the strings is no UTF-8, then all stand beside it by their bytes. */
  private static void list(Event.Field field, Bytes out) {
    boolean[] isText = {true};
    out.put('[');
    int begin = out.length();
    field.eachString(
        (array, offset, length) -> {
          separate(begin, out);
          isText[0] &= JsonText.string(array, offset, length, out);
        });
    out.put(']');
    if (!isText[0]) {
      base64(field, out);
    }
    out.put(STRINGS).number(field.strings());
    if (field.isCut()) {
      out.put(MISSING).number(field.missing());
    }
    if (field.isEndless()) {
      out.put(MORE);
    }
  }

  private static void base64(Event.Field field, Bytes out) {
    out.put(BASE64_LIST);
    int begin = out.length();
    field.eachString(
        (array, offset, length) -> {
          separate(begin, out);
          byte[] bytes = Arrays.copyOfRange(array, offset, offset + length);
          out.put('"').put(Base64.getEncoder().encode(bytes)).put('"');
        });
    out.put(']');
  }

  private static void separate(int begin, Bytes out) {
    if (out.length() > begin) {
      out.put(',');
    }
  }

  /** Of the network: as text, and a socket address with its exact bytes. */
  private void address(Event.Field field, Bytes out) {
    boolean socket = field.type() == Type.SADDR;
    decoded.clear();
    if (socket) {
      SocketAddress.put(field.array(), field.offset(), field.length(), decoded);
    } else {
      SocketAddress.ip(field.array(), field.offset(), decoded);
    }
    JsonText.string(decoded.toString(), out);
    if (socket) {
      out.put(BASE64).put(Base64.getEncoder().encode(field.bytes())).put('"');
    }
  }

  private void integer(Event.Field field, Event event, EventKind kind, Bytes out) {
    boolean unsigned = field.type() == Type.U64;
    if (unsigned) {
      out.unsigned(field.integer());
    } else {
      out.number(field.integer());
    }
    if (!isExact(field.integer(), unsigned)) {
      out.put(STRING);
      if (unsigned) {
        out.unsigned(field.integer());
      } else {
        out.number(field.integer());
      }
      out.put('"');
    }
    if (isNamed(field, event, kind)) {
      out.put(DECODED).put(decoded).put('"');
    }
  }

  /** Whether a reader that has all numbers as floating point gets this one. */
  private static boolean isExact(long value, boolean unsigned) {
    return value <= EXACT && value >= (unsigned ? 0 : -EXACT);
  }

  private boolean isNamed(Event.Field field, Event event, EventKind kind) {
    decoded.clear();
    if (field.var() == Var.ABI) {
      return Decoder.variable(field, decoded);
    } else if (look.decoder() == null) {
      return false;
    } else if (field.var() != Var.PARAMS) {
      return Decoder.variable(field, decoded);
    } else if (field.type() == Type.FAMILY) {
      return look.decoder().family(field.integer(), decoded);
    }
    return look.decoder()
        .parameter(kind.param(field.index()), field, new Decoder.Beside(event, kind), decoded);
  }
}
