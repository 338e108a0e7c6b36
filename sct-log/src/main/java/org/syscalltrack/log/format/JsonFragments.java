// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.util.Locale;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.JsonText;
import org.syscalltrack.source.Machine;

/** The pieces of JSON that are the same in all events of a kind. */
final class JsonFragments {
  private static final int TYPES = Type.values().length;
  private static final byte[][][] OUTCOMES =
      new byte[Phase.values().length][Verdict.values().length][];
  private static final byte[][][] VARS = new byte[Var.values().length][TYPES][];

  static {
    for (Phase phase : Phase.values()) {
      for (Verdict verdict : Verdict.values()) {
        OUTCOMES[phase.ordinal()][verdict.ordinal()] =
            Bytes.ascii(
                ",\"phase\":\"%s\",\"verdict\":\"%s\",\"pid\":"
                    .formatted(phase.text(), verdict.text()));
      }
    }
    for (Var var : Var.values()) {
      for (Type type : Type.values()) {
        VARS[var.ordinal()][type.ordinal()] =
            Bytes.ascii(
                "\"%s\":{\"type\":\"%s\",\"value\":"
                    .formatted(var.text().toLowerCase(Locale.ROOT), type.text()));
      }
    }
  }

  /** From {@code generation} to {@code abi}. */
  final byte[] rule;

  /** Host and boot, where they are known. */
  final byte[] machine;

  private final EventKind kind;

  /** By index and type: the type of an event's field is its own word. */
  private final byte[][] params;

  JsonFragments(EventKind kind) {
    this.kind = kind;
    this.rule = rule(kind);
    this.machine = machine(kind.machine());
    this.params = new byte[(SctAbi.MAX_SLOTS + 1) * TYPES][];
  }

  private static byte[] machine(Machine machine) {
    Bytes out = new Bytes();
    if (machine.host() != null) {
      out.put(",\"host\":");
      JsonText.string(machine.host(), out);
    }
    if (machine.bootId() != null) {
      out.put(",\"boot_id\":");
      JsonText.string(machine.bootId(), out);
    }
    return out.copy();
  }

  private static byte[] rule(EventKind kind) {
    Bytes out = new Bytes();
    out.put(",\"generation\":").unsigned(kind.generation()).put(",\"rule\":");
    stringOrNull(kind.rule() == null ? null : kind.rule().name(), out);
    out.put(",\"rule_index\":").number(kind.ruleIndex());
    if (kind.rule() != null) {
      attributes(kind.rule(), out);
    }
    out.put(",\"call\":");
    stringOrNull(kind.call(), out);
    out.put(",\"nr\":").number(kind.nr());
    out.put(",\"abi\":\"").put(kind.abi().text()).put('"');
    return out.copy();
  }

  private static void attributes(Generations.Rule rule, Bytes out) {
    out.put(",\"priority\":\"").put(rule.priority().text()).put("\",\"tags\":[");
    for (int i = 0; i < rule.tags().size(); i++) {
      out.put(i == 0 ? "" : ",");
      JsonText.string(rule.tags().get(i), out);
    }
    out.put(']');
    if (rule.description() != null) {
      out.put(",\"description\":");
      JsonText.string(rule.description(), out);
    }
  }

  private static void stringOrNull(String text, Bytes out) {
    if (text == null) {
      out.put("null");
    } else {
      JsonText.string(text, out);
    }
  }

  /** From {@code phase} to where the pid stands. */
  static byte[] outcome(Phase phase, Verdict verdict) {
    return OUTCOMES[phase.ordinal()][verdict.ordinal()];
  }

  /** A variable up to its value. */
  static byte[] var(Var var, Type type) {
    return VARS[var.ordinal()][type.ordinal()];
  }

  /** A parameter up to its value. */
  byte[] param(int index, Type type) {
    if (index < 0 || index > SctAbi.MAX_SLOTS) {
      return makeParam(index, type);
    }
    int at = index * TYPES + type.ordinal();
    if (params[at] == null) {
      params[at] = makeParam(index, type);
    }
    return params[at];
  }

  private byte[] makeParam(int index, Type type) {
    EventKind.Param param = kind.param(index);
    String name = param == null ? EventKind.nameless(index) : param.name();
    return Bytes.ascii("{\"name\":\"" + name + "\",\"type\":\"" + type.text() + "\",\"value\":");
  }
}
