// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.syscalltrack.abi.Ask;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Asked;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.text.Bytes;

/**
 * Events of one kind whose fields have the same shapes, which then follow each other in the same
 * way. What of a field is not as its declaration tells, such as that it was cut, stands behind
 * them.
 */
final class EventClass {
  private static final String STATES =
      """
          uint32_t _states_length;
          struct {
            string { encoding = UTF8; } field;
            enum : uint8_t { "null" = 0, "unreadable" = 1, "cut" = 2 } is;
            uint64_t strings;
            uint64_t missing;
            uint8_t more;
          } _states[_states_length];
      """;

  private static final int NULL = 0;
  private static final int UNREADABLE = 1;
  private static final int CUT = 2;

  private record Member(Var var, int index, Type type, Shape shape, byte[] name) {}

  private final List<Member> members = new ArrayList<>();
  private final boolean hasRetval;
  private final boolean isAsked;
  private final String declaration;

  /** The number of its declaration in the trace. */
  private int id;

  private EventClass(Event event, EventKind kind) {
    this.hasRetval = event.hasRetval();
    this.isAsked = event.asked() != null;
    StringBuilder body = new StringBuilder();
    body.append(struct(event, kind, true)).append(struct(event, kind, false));
    body.append(hasRetval ? "    int64_t _retval;\n" : "");
    body.append(isAsked ? asked() : "");
    body.append(STATES.indent(0));
    String name = kind.call() == null ? "syscall_" + kind.nr() : kind.call();
    String level =
        kind.rule() == null ? "" : "  loglevel = " + kind.rule().priority().number() + ";\n";
    this.declaration =
        "  name = %s;\n  stream_id = %d;\n%s  fields := struct {\n%s  };\n"
            .formatted(Tsdl.quote(name), Tsdl.EVENTS, level, body);
  }

  /** Of the kind, as the event is. */
  static EventClass of(Event event, EventKind kind) {
    return new EventClass(event, kind);
  }

  String declaration() {
    return declaration;
  }

  EventClass numbered(int number) {
    id = number;
    return this;
  }

  int id() {
    return id;
  }

  /** The parameters, or the variables besides them. */
  private String struct(Event event, EventKind kind, boolean params) {
    StringBuilder body = new StringBuilder();
    Set<String> scope = Tsdl.scope();
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if ((field.var() == Var.PARAMS) == params) {
        String name = Tsdl.field(name(field, kind), scope);
        // The name of a sequence's length is taken, too.
        scope.add(name + "_length");
        Shape shape = Shape.of(field);
        body.append("      ").append(shape.declaration(name)).append('\n');
        byte[] shown = Bytes.utf8((params ? "params." : "vars.") + name.substring(1));
        members.add(new Member(field.var(), field.index(), field.type(), shape, shown));
      }
    }
    String of = params ? "_params" : "_vars";
    return body.isEmpty() ? "" : "    struct {\n%s    } %s;\n".formatted(body, of);
  }

  private static String name(Event.Field field, EventKind kind) {
    if (field.var() != Var.PARAMS) {
      return field.var().text().toLowerCase(Locale.ROOT);
    }
    EventKind.Param param = kind.param(field.index());
    return param == null ? EventKind.nameless(field.index()) : param.name();
  }

  private static String asked() {
    List<String> reasons = new ArrayList<>();
    for (Ask ask : Ask.values()) {
      reasons.add(Tsdl.quote(ask.text()) + " = " + ask.number());
    }
    return """
            struct {
              uint64_t id;
              enum : uint8_t { %s } why;
              uint64_t waited_ms;
              int32_t by_pid;
              uint32_t by_uid;
              string { encoding = UTF8; } by_comm;
            } _asked;
        """
        .formatted(String.join(", ", reasons));
  }

  /** Whether it is of the class, given that it is of its kind. */
  boolean fits(Event event) {
    if (event.hasRetval() != hasRetval
        || (event.asked() != null) != isAsked
        || event.fieldCount() != members.size()) {
      return false;
    }
    int params = 0;
    while (params < members.size() && members.get(params).var == Var.PARAMS) {
      params++;
    }
    int param = 0;
    int variable = params;
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      int at = field.var() == Var.PARAMS ? param++ : variable++;
      if (at >= members.size() || !isOf(members.get(at), field)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOf(Member member, Event.Field field) {
    return member.var == field.var()
        && member.index == field.index()
        && member.type == field.type()
        && member.shape == Shape.of(field);
  }

  /** The fields as declared. */
  void put(Event event, Packed out) {
    each(event, (member, field) -> member.shape.put(field, out));
    if (hasRetval) {
      out.u64(event.retval());
    }
    if (isAsked) {
      put(event.asked(), out);
    }
    states(event, out);
  }

  private static void put(Asked asked, Packed out) {
    // No empty string, see Shape.
    byte[] comm = Bytes.utf8(asked.byComm().isEmpty() ? "-" : asked.byComm());
    out.u64(asked.id()).u8(asked.why().number()).u64(asked.waitedMs());
    out.u32(asked.byPid()).u32(asked.byUid()).text(comm, 0, comm.length);
  }

  private void states(Event event, Packed out) {
    int count = 0;
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      count += (field.isNull() ? 1 : 0) + (field.isUnreadable() ? 1 : 0) + (field.isCut() ? 1 : 0);
    }
    out.u32(count);
    if (count > 0) {
      each(
          event,
          (member, field) -> {
            state(member, field, NULL, field.isNull(), out);
            state(member, field, UNREADABLE, field.isUnreadable(), out);
            state(member, field, CUT, field.isCut(), out);
          });
    }
  }

  /** In the order in which they are declared. */
  private void each(Event event, BiConsumer<Member, Event.Field> what) {
    int at = 0;
    for (boolean params : new boolean[] {true, false}) {
      for (int i = 0; i < event.fieldCount(); i++) {
        if ((event.field(i).var() == Var.PARAMS) == params) {
          what.accept(members.get(at++), event.field(i));
        }
      }
    }
  }

  private static void state(Member of, Event.Field field, int what, boolean is, Packed out) {
    if (is) {
      out.text(of.name, 0, of.name.length).u8(what);
      out.u64(field.strings()).u64(field.missing()).u8(field.isEndless() ? 1 : 0);
    }
  }
}
