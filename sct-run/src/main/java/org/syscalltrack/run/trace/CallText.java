// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.syscalls.ParamMeaning;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;

/** A call's arguments and its result as text. */
final class CallText {
  private static final String PATH = ".path";

  /** What a signal makes of a call: the kernel's own numbers, which the caller never sees. */
  private static final Map<Long, String> RESTARTS =
      Map.of(
          -512L, "ERESTARTSYS (To be restarted if SA_RESTART is set)",
          -513L, "ERESTARTNOINTR (To be restarted)",
          -514L, "ERESTARTNOHAND (To be restarted if no handler)",
          -516L, "ERESTART_RESTARTBLOCK (Interrupted by signal)");

  /**
   * What an event of the kind has besides a parameter.
   *
   * @param path index of the path behind it, or 0
   * @param members indices of the members of the structure behind it
   * @param isCut whether the structure has more than these
   * @param pointer what it points to; null if that is no structure
   */
  private record Behind(
      int path, List<Integer> members, boolean isCut, ParamMeaning.PointsTo pointer) {
    boolean isLeft(Event event) {
      return pointer == null || pointer.isLeft(event.retval());
    }
  }

  private final Decoder decoder;
  private final int strings;
  private final TraceOptions.Constants constants;
  private final PerKind<Map<Integer, Behind>> behind = new PerKind<>(CallText::behind);

  CallText(Decoder decoder, TraceOptions.Form form) {
    this.decoder = decoder;
    this.strings = form.strings();
    this.constants = form.constants();
  }

  private static Map<Integer, Behind> behind(EventKind kind) {
    Map<Integer, Behind> all = new HashMap<>();
    for (int i = 1; i <= kind.params().size(); i++) {
      String name = kind.params().get(i - 1).name();
      int path = 0;
      List<Integer> members = new ArrayList<>();
      int last = SctAbi.MAX_PARAMS + 1;
      for (; kind.param(last) != null; last++) {
        String made = kind.param(last).name();
        if (made.equals(name + PATH)) {
          path = last;
        } else if (made.startsWith(name + ".")) {
          members.add(last);
        }
      }
      boolean isCut =
          !members.isEmpty()
              && members.get(members.size() - 1) == SctAbi.MAX_PARAMS + SctAbi.MAX_DERIVED;
      ParamMeaning.PointsTo pointer =
          ParamTable.meaning(kind.call(), kind.abi(), name) instanceof ParamMeaning.PointsTo points
              ? points
              : null;
      all.put(i, new Behind(path, members, isCut, pointer));
    }
    return all;
  }

  /** Writes {@code (3, "abc", 3}. */
  void arguments(Event event, EventKind kind, Bytes out) {
    out.put('(');
    Decoder.Beside beside = new Decoder.Beside(event, kind);
    int begin = out.length();
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      boolean isParam =
          field.var() == Var.PARAMS
              && field.index() <= SctAbi.MAX_PARAMS
              && !decoder.isOmitted(kind.param(field.index()), beside);
      if (isParam) {
        out.put(out.length() > begin ? ", " : "");
        param(field, event, kind, beside, out);
      }
    }
  }

  private void param(
      Event.Field field, Event event, EventKind kind, Decoder.Beside beside, Bytes out) {
    Behind what = behind.of(kind).get(field.index());
    if (what == null || !structure(what, field, event, kind, beside, out)) {
      value(field, beside, out);
    }
    if (what != null && what.path() != 0) {
      path(event.field(Var.PARAMS, what.path()), out);
    }
  }

  private static void path(Event.Field path, Bytes out) {
    if (path != null && !path.isUnreadable() && !path.isNull() && path.length() > 0) {
      out.put('<');
      Bytes quoted = new Bytes();
      Escape.quote(path.array(), path.offset(), path.length(), quoted);
      String text = quoted.toString();
      out.put(text.substring(1, text.length() - 1)).put('>');
    }
  }

  private void value(Event.Field field, Decoder.Beside beside, Bytes out) {
    if (field.isNull()) {
      out.put("NULL");
    } else if (field.isList()) {
      list(field, out);
    } else if (field.isString() && !field.isUnreadable()) {
      string(field.array(), field.offset(), field.length(), field.isCut(), out);
    } else {
      number(field, beside, out);
    }
  }

  private void number(Event.Field field, Decoder.Beside beside, Bytes out) {
    if (constants == TraceOptions.Constants.ABBREV) {
      TextFormatter.param(field, decoder, beside, out);
      return;
    }
    Bytes raw = new Bytes();
    TextFormatter.param(field, null, beside, raw);
    out.put(raw);
    if (constants == TraceOptions.Constants.VERBOSE) {
      Bytes named = new Bytes();
      TextFormatter.param(field, decoder, beside, named);
      if (!named.toString().equals(raw.toString())) {
        out.put(" /* ").put(named).put(" */");
      }
    }
  }

  private void string(byte[] array, int offset, int length, boolean isCut, Bytes out) {
    Escape.quote(array, offset, Math.min(length, strings), out);
    if (isCut || length > strings) {
      out.put("...");
    }
  }

  private void list(Event.Field field, Bytes out) {
    out.put('[');
    int begin = out.length();
    field.eachString(
        (array, offset, length) -> {
          out.put(out.length() > begin ? ", " : "");
          string(array, offset, length, false, out);
        });
    out.put(field.isCut() ? ", ...]" : "]");
  }

  /** Writes a structure; false if there is none to be shown. */
  private boolean structure(
      Behind what,
      Event.Field pointer,
      Event event,
      EventKind kind,
      Decoder.Beside beside,
      Bytes out) {
    if (what.members().isEmpty()
        || !pointer.isInteger()
        || pointer.integer() == 0
        || !what.isLeft(event)) {
      return false;
    }
    Event.Field first = event.field(Var.PARAMS, what.members().get(0));
    if (first == null || first.isUnreadable() || first.isNull()) {
      return false;
    }
    String before = "";
    boolean begun = false;
    out.put('{');
    for (int index : what.members()) {
      String name = kind.param(index).name();
      String inner = name.substring(kind.param(pointer.index()).name().length() + 1);
      int dot = inner.lastIndexOf('.');
      String within = dot < 0 ? "" : inner.substring(0, dot);
      boolean goesOn = within.equals(before);
      out.put(goesOn || before.isEmpty() ? "" : "}").put(begun ? ", " : "");
      out.put(goesOn || within.isEmpty() ? "" : within + "={");
      out.put(inner.substring(dot + 1)).put('=');
      Event.Field member = event.field(Var.PARAMS, index);
      if (member == null) {
        out.put('?');
      } else {
        value(member, beside, out);
      }
      before = within;
      begun = true;
    }
    out.put(before.isEmpty() ? "" : "}").put(what.isCut() ? ", ...}" : "}");
    return true;
  }

  /** Writes what the call returned. */
  void result(Event event, EventKind kind, Bytes out) {
    String restart = RESTARTS.get(event.retval());
    if (restart != null) {
      out.put("? ").put(restart);
    } else if (!decoder.retval(event.retval(), new Decoder.Beside(event, kind), out)) {
      out.number(event.retval());
    }
    if (event.retval() >= 0) {
      for (int i = 0; i < event.fieldCount(); i++) {
        if (event.field(i).var() == Var.PARAMS && event.field(i).type() == Type.PATH) {
          path(event.field(i), out);
        }
      }
    }
  }

  /** Whether the result tells of an error. */
  static boolean isError(long retval) {
    return RESTARTS.containsKey(retval) || Decoder.error(retval) != null;
  }
}
