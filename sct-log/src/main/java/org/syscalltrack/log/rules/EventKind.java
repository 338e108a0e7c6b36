// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Aspect;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.ListPart;
import org.syscalltrack.lang.view.ParamOrigins;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;
import org.syscalltrack.source.Machine;
import org.syscalltrack.source.Origin;

/**
 * What all events have in common that one rule makes of one call: found out once, for millions of
 * events.
 */
public final class EventKind {
  /**
   * A parameter as the rule sees it.
   *
   * @param call that the name belongs to, or null if the parameter is not known
   */
  public record Param(String call, String name, ParamType type) {}

  private final Origin origin;
  private final long generation;
  private final int ruleIndex;
  private final int view;
  private final Abi abi;
  private final int nr;
  private final Generations.Rule rule;
  private final String call;
  private final byte[] callText;
  private final byte[] ruleText;
  private final List<Param> params;

  /** What the rule makes of them: from index {@code SctAbi.MAX_PARAMS + 1} on. */
  private final List<Param> derived;

  private final List<ViewParam> made;

  /** Of {@link PerKind}: whose it is, and what it is, in turns. */
  private Object[] attached = new Object[0];

  EventKind(Event event, Generations.Rule rule, View seen) {
    this.origin = event.origin();
    this.generation = event.generation();
    this.ruleIndex = event.rule();
    this.view = event.view();
    this.abi = event.abi();
    this.nr = event.nr();
    this.rule = rule;
    this.call = SyscallTable.builtIn().name(abi, nr);
    this.callText = Bytes.utf8(call == null ? "<unknown>" : call);
    this.ruleText = ruleText(rule, ruleIndex);
    // What io_uring does is made by no call, but has an object.
    this.params = seen == null || call == null ? List.of() : params(seen, call, abi);
    this.derived = seen == null ? List.of() : derived(seen, params);
    this.made = seen == null ? List.of() : seen.derived();
  }

  public long generation() {
    return generation;
  }

  /** Where the events were made. */
  public Machine machine() {
    return origin.machine();
  }

  public int ruleIndex() {
    return ruleIndex;
  }

  public Abi abi() {
    return abi;
  }

  public int nr() {
    return nr;
  }

  /** Null if the kernel does not know the rule any more. */
  public Generations.Rule rule() {
    return rule;
  }

  /** Name of the call that was made, or null. */
  public String call() {
    return call;
  }

  /** The name of the call as text shows it. */
  public byte[] callText() {
    return callText;
  }

  /** The name of the rule as text shows it. */
  public byte[] ruleText() {
    return ruleText;
  }

  /** In order; empty if the rule is not known. */
  public List<Param> params() {
    return params;
  }

  @SuppressWarnings("unchecked") // What lies behind an owner was made for it.
  <T> T made(PerKind<T> owner, Function<EventKind, T> maker) {
    for (int i = 0; i < attached.length; i += 2) {
      if (attached[i] == owner) {
        return (T) attached[i + 1];
      }
    }
    T value = maker.apply(this);
    int end = attached.length;
    attached = Arrays.copyOf(attached, end + 2);
    attached[end] = owner;
    attached[end + 1] = value;
    return value;
  }

  private static byte[] ruleText(Generations.Rule rule, int index) {
    Bytes out = new Bytes();
    Escape.plain(rule == null ? "#" + index : rule.name(), out);
    return out.copy();
  }

  boolean isOf(Event event) {
    return event.nr() == nr
        && event.rule() == ruleIndex
        && event.view() == view
        && event.generation() == generation
        && event.abi() == abi
        && event.origin() == origin;
  }

  private static List<Param> params(View view, String name, Abi abi) {
    Syscall made = SyscallTable.builtIn().find(name);
    List<Param> params = new ArrayList<>();
    for (ParamOrigins.Named named : ParamOrigins.of(view, made, abi)) {
      ViewParam seen = view.params().get(params.size());
      params.add(named == null ? unnamed(params.size() + 1, seen.type()) : named(named, seen));
    }
    return params;
  }

  /** Named as in filters: {@code addr.port}; a path by the parameter that names it. */
  private static List<Param> derived(View view, List<Param> params) {
    List<Param> list = new ArrayList<>();
    for (ViewParam param : view.derived()) {
      boolean known = param.param() >= 1 && param.param() <= params.size();
      Param whole = known ? params.get(param.param() - 1) : null;
      if (param.type() == Type.ENV) {
        String of = whole == null ? nameless(param.param()) : whole.name();
        list.add(new Param(null, of + "." + param.name(), plain(param.type())));
        continue;
      }
      String asWritten = Derived.nameIn(param.name());
      String of =
          asWritten != null ? asWritten : whole != null ? whole.name() : nameless(param.param());
      String field = Derived.fieldIn(param.name());
      if (asWritten != null && field.isEmpty()) {
        list.add(whole == null ? new Param(null, of, plain(param.type())) : whole);
      } else {
        if (field.startsWith(Derived.OBJECT)) {
          list.add(ofObject(of, Derived.at(param.param(), field), param.type()));
          continue;
        }
        boolean path = param.type() == Type.PATH || param.type() == Type.FDPATH;
        String part = path || field.isEmpty() ? "path" : field;
        String call = whole == null ? null : whole.call();
        String suffix = ListPart.isPart(part) ? ListPart.suffix(part) : "." + part;
        list.add(new Param(call, of + suffix, plain(param.type())));
      }
    }
    return list;
  }

  private static Param ofObject(String of, Derived derived, Type type) {
    ParamType seen =
        switch (derived.aspect() == null ? Aspect.WHERE : derived.aspect()) {
          case UID -> ParamType.UID;
          case GID -> ParamType.GID;
          case MODE -> ParamType.MODE;
          default -> plain(type);
        };
    return new Param(null, of + "." + derived.field().substring(Derived.OBJECT.length()), seen);
  }

  /** The type is the view's: another call's parameter may be seen as a string or a number. */
  private static Param named(ParamOrigins.Named named, ViewParam seen) {
    Parameter parameter = named.parameter();
    boolean same = parameter.type().isString() == ParamType.isString(seen.type());
    ParamType type = same ? parameter.type() : plain(seen.type());
    return new Param(named.call().name(), parameter.name(), type);
  }

  private static Param unnamed(int index, Type type) {
    return new Param(null, nameless(index), plain(type));
  }

  /** The name of a parameter of which no better one is known. */
  public static String nameless(int index) {
    return "p" + index;
  }

  /** Of null, which is no value at all, whatever: no event has it. */
  private static ParamType plain(Type type) {
    if (type == null) {
      return ParamType.U64;
    }
    return switch (type) {
      case S16 -> ParamType.SHORT;
      case U16 -> ParamType.USHORT;
      case S32 -> ParamType.S32;
      case U32 -> ParamType.U32;
      case S64 -> ParamType.S64;
      case U64 -> ParamType.U64;
      case FAMILY, PORT -> ParamType.USHORT;
      case STR, ARGV, PATH, FDPATH, OBJPATH, SUNPATH, ITEM, ENV -> ParamType.STR;
      case COUNT -> ParamType.U32;
      case BYTES -> ParamType.INBUF;
      case SADDR, IP -> ParamType.SOCKADDR;
    };
  }

  /** What is known of the parameter of that index, from 1, or null. */
  public Param param(int index) {
    List<Param> list = index > SctAbi.MAX_PARAMS ? derived : params;
    int at = index > SctAbi.MAX_PARAMS ? index - SctAbi.MAX_PARAMS : index;
    return at >= 1 && at <= list.size() ? list.get(at - 1) : null;
  }

  /** The index of PARAMS for what the macro shows; 0 if the rule's view does not have it. */
  public int index(Macro.OfParam macro) {
    return macro.name() == null && macro.derived().isEmpty() ? macro.index() : index(macro.shown());
  }

  /** The same for what a filter names. */
  public int index(Derived wanted) {
    for (int i = 0; i < made.size(); i++) {
      ViewParam param = made.get(i);
      boolean same = wanted.name() != null || param.param() == wanted.param();
      if (same && wanted.isNamed(param)) {
        return SctAbi.MAX_PARAMS + 1 + i;
      }
    }
    return wanted.name() == null ? 0 : byName(wanted);
  }

  /** What is meant by the name of a parameter of the call that was made. */
  private int byName(Derived wanted) {
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i).name().equals(wanted.name())) {
        return wanted.field().isEmpty() ? i + 1 : index(Derived.at(i + 1, wanted.field()));
      }
    }
    return 0;
  }
}
