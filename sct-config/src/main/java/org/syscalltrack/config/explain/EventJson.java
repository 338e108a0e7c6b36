// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.eval.StringValue;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Network;

/** An event as {@code sctlog --json} writes it; one written by hand may leave out what it likes. */
final class EventJson {
  /** Why an object is no event. */
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongException(String message) {
      super(message);
    }
  }

  private final Syscall call;
  private final Abi abi;
  private final Phase phase;
  private final Map<?, ?> members;
  private final Map<String, Object> params = new HashMap<>();

  private EventJson(Syscall call, Abi abi, Phase phase, Map<?, ?> members) {
    this.call = call;
    this.abi = abi;
    this.phase = phase;
    this.members = members;
  }

  static EventJson of(Object json) throws WrongException {
    if (!(json instanceof Map<?, ?> members)) {
      throw new WrongException("an event is an object");
    }
    Object name = members.get("call");
    Syscall call = name instanceof String text ? SyscallTable.builtIn().find(text) : null;
    if (call == null) {
      throw new WrongException("\"call\" names no system call: " + name);
    }
    EventJson event =
        new EventJson(
            call,
            word(members, "abi", Abi.values(), Abi::text),
            word(members, "phase", Phase.values(), Phase::text),
            members);
    if (!call.isIn(event.abi)) {
      throw new WrongException(event.abi.text() + " has no call " + name);
    }
    Object params = members.get("params");
    if (params instanceof Map<?, ?> byName) {
      byName.forEach((param, value) -> event.params.put(String.valueOf(param), value));
    } else if (params != null && !(params instanceof List<?>)) {
      throw new WrongException("\"params\" is a list of objects with a name, or an object");
    }
    if (params instanceof List<?> list) {
      for (Object param : list) {
        if (!(param instanceof Map<?, ?> object) || !(object.get("name") instanceof String text)) {
          throw new WrongException("\"params\" is a list of objects with a name");
        }
        event.params.put(text, object);
      }
    }
    return event;
  }

  /** One of the constants by its text; the first one if nothing is said. */
  private static <E> E word(
      Map<?, ?> members, String name, E[] all, java.util.function.Function<E, String> text)
      throws WrongException {
    Object said = members.get(name);
    for (E each : all) {
      if (said == null || text.apply(each).equals(said)) {
        return each;
      }
    }
    throw new WrongException("\"" + name + "\" is not known: " + said);
  }

  Syscall call() {
    return call;
  }

  Abi abi() {
    return abi;
  }

  Phase phase() {
    return phase;
  }

  /** A parameter by its name, or null. */
  Value param(String name) {
    return value(params.get(name));
  }

  /** A variable besides PARAMS, or null. */
  Value variable(Var var) {
    String name = var.text().toLowerCase(Locale.ROOT);
    Object inVars = members.get("vars") instanceof Map<?, ?> vars ? vars.get(name) : null;
    return value(inVars != null ? inVars : members.get(name));
  }

  /** Of an object with type and value, or of a bare value. */
  private static Value value(Object json) {
    if (json == null) {
      return null;
    }
    if (!(json instanceof Map<?, ?> object)) {
      return json instanceof List<?> strings
          ? new Known(text(strings), null, strings(strings, null), false, false)
          : new Known(json, null, null, false, false);
    }
    Object shown = object.get("value");
    byte[] exact = exact(object);
    List<byte[]> list = null;
    if (shown instanceof List<?> strings) {
      list = strings(strings, object.get("base64"));
      exact = joined(strings, object.get("base64"));
      shown = new String(exact, StandardCharsets.UTF_8);
    }
    return new Known(
        shown,
        exact,
        list,
        Boolean.TRUE.equals(object.get("unreadable")),
        Boolean.TRUE.equals(object.get("cut")));
  }

  /** As a filter sees a list of strings. */
  private static String text(List<?> strings) {
    return strings.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static byte[] joined(List<?> strings, Object base64) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<byte[]> list = strings(strings, base64);
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.write(' ');
      }
      out.writeBytes(list.get(i));
    }
    return out.toByteArray();
  }

  /** Each by its exact bytes where they are given. */
  private static List<byte[]> strings(List<?> shown, Object base64) {
    List<byte[]> list = new ArrayList<>();
    if (base64 instanceof List<?> exact) {
      exact.forEach(text -> list.add(Base64.getDecoder().decode(String.valueOf(text))));
    } else {
      shown.forEach(text -> list.add(String.valueOf(text).getBytes(StandardCharsets.UTF_8)));
    }
    return list;
  }

  /** The bytes behind what is shown as text, or null. */
  private static byte[] exact(Map<?, ?> object) {
    if (object.get("base64") instanceof String text) {
      return Base64.getDecoder().decode(text);
    }
    boolean address = Type.IP.text().equals(object.get("type"));
    if (address && object.get("value") instanceof String text) {
      ByteString network = Network.parse(text);
      return network == null ? null : Arrays.copyOf(network.bytes(), SctAbi.IP_PREFIX_LEN - 1);
    }
    return null;
  }

  /** A value of an event. */
  private record Known(
      Object json, byte[] exact, List<byte[]> strings, boolean isUnreadable, boolean isCut)
      implements Value {
    @Override
    public List<Value> elements() {
      if (strings == null) {
        return null;
      }
      List<Value> list = new ArrayList<>();
      for (byte[] string : strings) {
        boolean cut = isCut && list.size() + 1 == strings.size();
        list.add(new StringValue(string, 0, string.length, cut));
      }
      return list;
    }

    @Override
    public boolean isNull() {
      return json == null && !isUnreadable;
    }

    @Override
    public long integer() {
      return json instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public byte[] array() {
      if (exact != null) {
        return exact;
      }
      return json == null ? new byte[0] : json.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int offset() {
      return 0;
    }

    @Override
    public int length() {
      return array().length;
    }

    @Override
    public String toString() {
      return json instanceof String text
          ? org.syscalltrack.lang.ast.ByteString.of(exact == null ? bytes(text) : exact).quoted()
          : String.valueOf(json);
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
