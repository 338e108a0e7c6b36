// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.log.compare.Ignored.Kind;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;

/**
 * The text by which an event is compared: call, parameters, outcome, and nothing of time or pid.
 */
final class EventText {
  private static final long AT_FDCWD = -100;

  /** By what they return. */
  private static final Set<String> MAKE_PIDS =
      Set.of(
          "fork",
          "vfork",
          "clone",
          "clone3",
          "getpid",
          "getppid",
          "gettid",
          "getpgrp",
          "getpgid",
          "getsid",
          "setsid",
          "wait4",
          "waitpid",
          "set_tid_address");

  private static final Set<String> MAKE_ADDRESSES =
      Set.of("mmap", "mmap2", "mremap", "brk", "shmat");

  private static final Set<String> MAKE_DESCRIPTORS =
      Set.of(
          "open",
          "openat",
          "openat2",
          "creat",
          "socket",
          "accept",
          "accept4",
          "dup",
          "dup2",
          "dup3",
          "epoll_create",
          "epoll_create1",
          "eventfd",
          "eventfd2",
          "signalfd",
          "signalfd4",
          "timerfd_create",
          "inotify_init",
          "inotify_init1",
          "fanotify_init",
          "memfd_create",
          "memfd_secret",
          "pidfd_open",
          "pidfd_getfd",
          "perf_event_open",
          "userfaultfd",
          "bpf",
          "io_uring_setup",
          "open_by_handle_at",
          "open_tree",
          "fsopen",
          "fsmount",
          "fspick",
          "landlock_create_ruleset");

  private final Ignored ignored;
  private final Decoder decoder;
  private final PerKind<Map<EventKind.Param, ParamType>> declared =
      new PerKind<>(kind -> new HashMap<>());

  private final Bytes text = new Bytes();
  private final Bytes value = new Bytes();
  private final int[] hidden = new int[Kind.values().length];

  /**
   * @param decoder null: numbers stay numbers
   */
  EventText(Ignored ignored, Decoder decoder) {
    this.ignored = ignored;
    this.decoder = decoder;
  }

  /** The text of the event, until the next one is asked for. */
  Bytes of(Event event, EventKind kind) {
    text.clear();
    Arrays.fill(hidden, 0);
    text.put(kind.callText()).put('(');
    Decoder.Beside beside = new Decoder.Beside(event, kind);
    boolean first = true;
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if (field.var() == Var.PARAMS && field.index() <= SctAbi.MAX_PARAMS) {
        text.put(first ? "" : ", ");
        first = false;
        param(field, kind.param(field.index()), beside);
      }
    }
    text.put(')');
    outcome(event, kind, beside);
    return text;
  }

  /**
   * A number that was made of the values of that kind that the text of the last event leaves out.
   */
  int hidden(Kind kind) {
    return hidden[kind.ordinal()];
  }

  private void hide(Kind kind, int hash, String instead) {
    hidden[kind.ordinal()] = 31 * hidden[kind.ordinal()] + hash + 1;
    text.put(instead);
  }

  private void param(Event.Field field, EventKind.Param param, Decoder.Beside beside) {
    boolean known = param != null && field.isInteger();
    Kind kind = known ? kind(declared(param, beside.kind()), field.integer()) : null;
    if (kind != null && ignored.has(kind) && !field.isUnreadable() && !field.isNull()) {
      hide(kind, Long.hashCode(field.integer()), name(kind));
      return;
    }
    value.clear();
    TextFormatter.param(field, decoder, beside, value);
    if (field.isString() && !ignored.texts().isEmpty()) {
      string(value.toString());
    } else {
      text.put(value);
    }
  }

  private void string(String whole) {
    String rest = whole;
    for (Pattern pattern : ignored.texts()) {
      rest = pattern.matcher(rest).replaceAll(Matcher.quoteReplacement("<text>"));
    }
    if (rest.equals(whole)) {
      text.put(whole);
    } else {
      hide(Kind.TEXTS, whole.hashCode(), rest);
    }
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case PIDS -> "<pid>";
      case ADDRESSES -> "<address>";
      case DESCRIPTORS -> "<descriptor>";
      case TEXTS -> "<text>";
    };
  }

  /**
   * What the call takes there. Of a buffer the rule may see no more than its address, which then is
   * a number like any other to the rule, but not to us.
   */
  private ParamType declared(EventKind.Param param, EventKind kind) {
    return declared.of(kind).computeIfAbsent(param, EventText::declared);
  }

  private static ParamType declared(EventKind.Param param) {
    Syscall call = param.call() == null ? null : SyscallTable.builtIn().find(param.call());
    if (call != null) {
      for (Parameter parameter : call.parameters()) {
        if (parameter.name().equals(param.name())) {
          return parameter.type();
        }
      }
    }
    return param.type();
  }

  /** Null: none that may be ignored. */
  private static Kind kind(ParamType type, long value) {
    return switch (type) {
      // Whether there is one is no accident.
      case PTR, TIMESPEC, TIMEVAL, ENVP, ARGV, STR, PATH, INBUF, OUTBUF, SOCKADDR ->
          value == 0 ? null : Kind.ADDRESSES;
      case FD -> value < 0 ? null : Kind.DESCRIPTORS;
      case DIRFD -> value == AT_FDCWD ? null : Kind.DESCRIPTORS;
      case PID -> value == 0 || value == -1 ? null : Kind.PIDS;
      default -> null;
    };
  }

  private void outcome(Event event, EventKind kind, Decoder.Beside beside) {
    if (event.verdict() != Verdict.ALLOWED) {
      text.put(' ').put(event.verdict().text());
    }
    if (!event.hasRetval()) {
      text.put(event.phase() == Phase.BEFORE && event.verdict() == Verdict.ALLOWED ? " ..." : "");
      return;
    }
    text.put(" = ");
    String error = Decoder.error(event.retval());
    Kind made = error == null && event.retval() != 0 ? returned(kind.call()) : null;
    if (made != null && ignored.has(made)) {
      hide(made, Long.hashCode(event.retval()), name(made));
    } else if (error != null) {
      text.put("-1 ").put(error);
    } else {
      text.number(event.retval());
    }
  }

  private static Kind returned(String call) {
    if (call == null) {
      return null;
    } else if (MAKE_PIDS.contains(call)) {
      return Kind.PIDS;
    } else if (MAKE_ADDRESSES.contains(call)) {
      return Kind.ADDRESSES;
    }
    return MAKE_DESCRIPTORS.contains(call) ? Kind.DESCRIPTORS : null;
  }
}
