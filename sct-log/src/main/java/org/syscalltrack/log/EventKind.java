// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.view.ParamOrigins;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/**
 * What all events have in common that one rule makes of one call: found out once, for millions of
 * events.
 */
final class EventKind {
  /**
   * A parameter as the rule sees it.
   *
   * @param call that the name belongs to, or null if the parameter is not known
   */
  record Param(String call, String name, ParamType type) {}

  final long generation;
  final int ruleIndex;
  final int view;
  final Abi abi;
  final int nr;

  /** Null if the kernel does not know the rule any more. */
  final Generations.Rule rule;

  /** Name of the call that was made, or null. */
  final String call;

  /** The names of call and rule as text shows them. */
  final byte[] callText;

  final byte[] ruleText;

  /** In order; empty if the rule is not known. */
  final List<Param> params;

  /** What the rule makes of them: from index {@code SctAbi.MAX_PARAMS + 1} on. */
  private final List<Param> derived;

  private final List<ViewParam> made;

  /** What {@link JsonFormatter} writes of each event of this kind; made when first needed. */
  JsonFragments json;

  /** What {@link EventFilter} makes of the expression for this kind; made when first needed. */
  EventFilter.OfKind filter;

  EventKind(Event event, Generations.Rule rule, View seen) {
    this.generation = event.generation;
    this.ruleIndex = event.rule;
    this.view = event.view;
    this.abi = event.abi;
    this.nr = event.nr;
    this.rule = rule;
    this.call = SyscallTable.builtIn().name(abi, nr);
    this.callText = Bytes.utf8(call == null ? "<unknown>" : call);
    this.ruleText = ruleText(rule, ruleIndex);
    boolean known = seen != null && call != null;
    this.params = known ? params(seen, call, abi) : List.of();
    this.derived = known ? derived(seen, params) : List.of();
    this.made = known ? seen.derived() : List.of();
  }

  private static byte[] ruleText(Generations.Rule rule, int index) {
    Bytes out = new Bytes();
    Escape.plain(rule == null ? "#" + index : rule.name(), out);
    return out.copy();
  }

  boolean isOf(Event event) {
    return event.nr == nr
        && event.rule == ruleIndex
        && event.view == view
        && event.generation == generation
        && event.abi == abi;
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
      String of = known ? params.get(param.param() - 1).name() : nameless(param.param());
      boolean path = param.type() == Type.PATH || param.type() == Type.FDPATH;
      String field = path || param.name().isEmpty() ? "path" : param.name();
      list.add(new Param(null, of + "." + field, plain(param.type())));
    }
    return list;
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
  static String nameless(int index) {
    return "p" + index;
  }

  private static ParamType plain(Type type) {
    return switch (type) {
      case S16 -> ParamType.SHORT;
      case U16 -> ParamType.USHORT;
      case S32 -> ParamType.S32;
      case U32 -> ParamType.U32;
      case S64 -> ParamType.S64;
      case U64 -> ParamType.U64;
      case FAMILY, PORT -> ParamType.USHORT;
      case STR, ARGV, PATH, FDPATH, SUNPATH -> ParamType.STR;
      case BYTES -> ParamType.INBUF;
      case SADDR, IP -> ParamType.SOCKADDR;
    };
  }

  /** What is known of the parameter of that index, from 1, or null. */
  Param param(int index) {
    List<Param> list = index > SctAbi.MAX_PARAMS ? derived : params;
    int at = index > SctAbi.MAX_PARAMS ? index - SctAbi.MAX_PARAMS : index;
    return at >= 1 && at <= list.size() ? list.get(at - 1) : null;
  }

  /** The index of PARAMS for what the macro shows; 0 if the rule's view does not have it. */
  int index(Macro.OfParam macro) {
    return macro.derived().isEmpty()
        ? macro.index()
        : index(new Derived(macro.index(), macro.derived()));
  }

  int index(Derived wanted) {
    for (int i = 0; i < made.size(); i++) {
      ViewParam param = made.get(i);
      if (param.param() == wanted.param() && param.name().equals(wanted.field())) {
        return SctAbi.MAX_PARAMS + 1 + i;
      }
    }
    return 0;
  }
}
