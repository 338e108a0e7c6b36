// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Ask;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.ctf.Babeltrace;
import org.syscalltrack.log.recorded.Json;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

/** sctlog export --ctf: what babeltrace2 reads is what sctlog --json shows. */
class ExportTraceTest {
  private static final String RULES =
      """
      rule { syscall_name = openat rule_name = "say \\"hi\\\\" priority = crit tags = (one, two)
        action { type = LOG } when = before }
      rule { syscall_name = execve rule_name = "run" action { type = LOG } when = after }
      """;

  private static final int OPENAT = 257;
  private static final int EXECVE = 59;

  /** An IPv4 address within an IPv6 one, and the socket address of 10.0.0.1:80. */
  private static final byte[] IP = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

  private static final byte[] SOCKET = {2, 0, 0, 80, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  private Path record(byte[]... batches) {
    sctlog.log.batches.addAll(List.of(batches));
    Path capture = dir.resolve("capture");
    assertEquals(0, sctlog.run("-w", capture), sctlog.err());
    return capture;
  }

  private Path export(Path capture, Object... more) {
    Path trace = dir.resolve("trace");
    List<Object> args = new ArrayList<>(List.of("export", "--ctf", trace, "-r", capture));
    args.addAll(List.of(more));
    assertEquals(0, sctlog.run(args.toArray()), sctlog.err());
    assertEquals("", sctlog.out());
    return trace;
  }

  private List<Map<String, Object>> shown(Path capture, Object... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("--json", "-r", capture));
    args.addAll(List.of(more));
    assertEquals(0, sctlog.run(args.toArray()), sctlog.err());
    List<Map<String, Object>> events = new ArrayList<>(Json.lines(sctlog.out()));
    events.removeIf(line -> !line.get("type").equals("event"));
    return events;
  }

  /** One of each kind of value, and each way in which one can be missing. */
  private byte[] eachKind() {
    byte[] table = Tables.compiled(RULES);
    sctlog.log.tables.put(5L, table);
    Records records = new Records();
    records
        .event(5, 0, 1_000)
        .view(Tables.view(table, 0, Abi.X86_64, OPENAT))
        .call(Abi.X86_64, OPENAT)
        .seq(1)
        .integer(Var.PARAMS, 1, Type.S32, -100)
        .string(Var.PARAMS, 2, SctAbi.FIELD_CUT, "/etc/\u00fc \"x\"\t\\n\u0001")
        .integer(Var.PARAMS, 3, Type.U64, -1)
        .field(Var.PARAMS, 4, Type.STR, SctAbi.FIELD_FAULT, new byte[0])
        .string(Var.COMM, 0, 0, "")
        .integer(Var.EUID, 0, Type.U32, 4294967295L);
    records
        .event(5, 0, 2_000)
        .call(Abi.X86_64, OPENAT)
        .view(Tables.view(table, 0, Abi.X86_64, OPENAT))
        .seq(2)
        .suppressed(7, 9)
        .flags(SctAbi.EVENT_UNREADABLE)
        .verdict(Verdict.FAILED, -13)
        .field(Var.PARAMS, 2, Type.STR, 0, new byte[] {'/', (byte) 0xff})
        .field(Var.PARAMS, 4, Type.STR, SctAbi.FIELD_NULL, new byte[0]);
    records
        .event(5, 1, 3_000)
        .call(Abi.X86_64, EXECVE)
        .seq(3)
        .after(0)
        .string(Var.COMM, 0, 0, "sh")
        .list(2, SctAbi.FIELD_CUT, 5, 40, "ls\0\0-l \0x".getBytes(StandardCharsets.UTF_8))
        .list(3, 0, 2, 4, new byte[] {'a', 0, 'b', (byte) 0x80});
    records.event(99, 3, 4_000).seq(4).integer(Var.PARAMS, 1, Type.S32, 1);
    records
        .event(5, 0, 4_000)
        .seq(5)
        .field(Var.PARAMS, 1, Type.IP, 0, IP)
        .field(Var.PARAMS, 2, Type.SADDR, 0, SOCKET)
        .field(Var.PARAMS, 3, Type.BYTES, 0, new byte[] {'a', 0, 'b'});
    records.event(5, 0, 5_000).seq(6).asked(7, Ask.ANSWERED, 1_200, "sct \"x\"");
    return records.bytes();
  }

  /** The same of an event, in one form. */
  private static Map<String, Object> ofJson(Map<String, Object> event) {
    Map<String, Object> same = new HashMap<>();
    for (String name :
        "seq generation rule_index rule_seq suppressed nr abi phase verdict pid tid uid retval"
            .split(" ")) {
      if (event.get(name) != null) {
        same.put(name, event.get(name));
      }
    }
    same.put("at", event.get("epoch_ns"));
    Object call = event.get("call");
    same.put("call", call == null ? "syscall_" + event.get("nr") : call);
    Object rule = event.get("rule");
    same.put("rule", rule == null ? "#" + event.get("rule_index") : rule);
    same.put("unreadable", event.containsKey("unreadable") ? "1" : "0");
    List<Object> values = new ArrayList<>();
    List<Object> states = new ArrayList<>();
    for (Object param : (List<?>) event.get("params")) {
      Map<?, ?> of = (Map<?, ?>) param;
      value("params." + of.get("name").toString().replace('.', '_'), of, values, states);
    }
    ((Map<?, ?>) event.get("vars"))
        .forEach((name, of) -> value("vars." + name, (Map<?, ?>) of, values, states));
    same.put("values", values);
    same.put("states", states);
    if (event.get("asked") instanceof Map<?, ?> asked) {
      Map<?, ?> by = (Map<?, ?>) asked.get("by");
      same.put(
          "asked",
          List.of(
              asked.get("id"),
              asked.get("why"),
              asked.get("waited_ms"),
              by.get("pid"),
              by.get("uid"),
              by.get("comm")));
    }
    return same;
  }

  private static void value(String name, Map<?, ?> of, List<Object> values, List<Object> states) {
    boolean number = of.get("type").toString().matches("[su](16|32|64)|family|port|count");
    if (of.get("value") == null) {
      values.add(name + "=" + (number ? "0" : "[]"));
      states.add(name + (of.containsKey("unreadable") ? " unreadable" : " null"));
    } else if (of.get("type").equals("sockaddr")) {
      values.add(name + "=" + of.get("value") + " " + bytes((String) of.get("base64")));
    } else if (of.get("base64") instanceof List<?> list) {
      values.add(name + "=" + list.stream().map(text -> bytes((String) text)).toList());
    } else if (of.get("base64") != null) {
      values.add(name + "=" + bytes((String) of.get("base64")));
    } else if (of.get("value") instanceof String text && isBytes(text)) {
      values.add(name + "=" + bytesOf(text));
    } else if (of.get("value") instanceof List<?> list
        && list.stream().anyMatch(text -> isBytes((String) text))) {
      values.add(name + "=" + list.stream().map(text -> bytesOf((String) text)).toList());
    } else {
      values.add(name + "=" + of.get("value"));
    }
    if (of.containsKey("cut")) {
      boolean list = of.containsKey("strings");
      states.add(
          name + " cut" + (list ? " " + of.get("strings") + " " + of.get("missing") : " 0 0"));
    }
  }

  /** Whether a trace has it as bytes, though it is UTF-8. */
  private static boolean isBytes(String text) {
    return text.isEmpty() || text.indexOf('\0') >= 0;
  }

  private static List<String> bytesOf(String text) {
    return bytes(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> bytes(String base64) {
    List<String> numbers = new ArrayList<>();
    for (byte b : Base64.getDecoder().decode(base64)) {
      numbers.add(String.valueOf(Byte.toUnsignedInt(b)));
    }
    return numbers;
  }

  private static Map<String, Object> ofTrace(Map<String, Object> event) {
    Map<String, Object> same = new HashMap<>();
    for (String name :
        ("seq rule generation rule_index rule_seq suppressed nr abi phase verdict unreadable"
                + " pid tid uid retval")
            .split(" ")) {
      if (event.get(name) != null) {
        same.put(name, event.get(name));
      }
    }
    String digits = event.get("timestamp").toString().replace(".", "");
    same.put("at", digits.replaceFirst("^0+(?=.)", ""));
    same.put("call", event.get("name"));
    List<Object> values = new ArrayList<>();
    for (String of : List.of("params", "vars")) {
      if (event.get(of) instanceof Map<?, ?> fields) {
        fields.forEach((name, value) -> values.add(text(of + "." + name, value)));
      }
    }
    values.removeIf(value -> value.toString().matches("[a-z]+\\.\\w+_length=.*"));
    same.put("values", values);
    List<Object> states = new ArrayList<>();
    for (Object state : (List<?>) event.get("states")) {
      Map<?, ?> of = (Map<?, ?>) state;
      boolean cut = of.get("is").equals("cut");
      String more = cut ? " " + of.get("strings") + " " + of.get("missing") : "";
      states.add(of.get("field") + " " + of.get("is") + more);
    }
    same.put("states", states);
    if (event.get("asked") instanceof Map<?, ?> asked) {
      same.put("asked", new ArrayList<>(asked.values()));
    }
    return same;
  }

  private static String text(String name, Object value) {
    if (value instanceof Map<?, ?> socket) {
      return name + "=" + socket.get("text") + " " + socket.get("bytes");
    } else if (value instanceof List<?> list) {
      return name
          + "="
          + list.stream().map(of -> of instanceof Map<?, ?> map ? map.get("bytes") : of).toList();
    }
    return name + "=" + value;
  }

  private static void assertSame(List<Map<String, Object>> json, Babeltrace trace) {
    List<Map<String, Object>> expected = new ArrayList<>();
    json.forEach(event -> expected.add(ofJson(event)));
    // Babeltrace goes by time; of the same time, it may take lane before lane.
    expected.sort(Comparator.comparing(event -> Long.parseLong((String) event.get("at"))));
    List<Map<String, Object>> found = new ArrayList<>();
    trace.events().forEach(event -> found.add(ofTrace(event)));
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertEquals(expected.get(i), found.get(i));
    }
    assertEquals(expected.size(), found.size());
  }

  @Test
  void eachValueIsTheSame() throws IOException {
    Path capture = record(eachKind());
    Babeltrace trace = Babeltrace.read(export(capture));
    assertEquals("", trace.said());
    assertEquals(6, trace.events().size());
    assertSame(shown(capture), trace);
    assertEquals("TRACE_CRIT (2)", trace.events().get(0).get("loglevel"));
  }

  /** Random events on several CPUs in the order of time, and losses. */
  private byte[][] flood(int batches) {
    Random random = new Random(18);
    long[] seq = new long[4];
    long time = 1_000;
    byte[][] made = new byte[batches][];
    for (int i = 0; i < batches; i++) {
      Records records = new Records();
      for (int j = 0; j < 200; j++) {
        time += 1 + random.nextInt(1_000);
        int cpu = random.nextInt(4);
        records.event(1 + random.nextInt(2), 0, time).cpu(cpu).seq(seq[cpu]++);
        records.integer(Var.PARAMS, 1, Type.S32, random.nextInt());
        byte[] name = new byte[random.nextInt(40)];
        for (int k = 0; k < name.length; k++) {
          name[k] = (byte) (random.nextInt(8) == 0 ? 1 + random.nextInt(255) : 'a' + k % 26);
        }
        records.field(Var.PARAMS, 2, Type.STR, 0, name);
        if (random.nextInt(100) == 0) {
          records.lost(cpu, 3, ++time).seq(seq[cpu]);
          seq[cpu] += 3;
        }
      }
      made[i] = records.bytes();
    }
    return made;
  }

  @Test
  void aFloodOfSeveralProcessorsIsTheSameInNumberOrderAndValues() throws IOException {
    Path capture = record(flood(60));
    Babeltrace trace = Babeltrace.read(export(capture));
    assertEquals(12_000, trace.events().size());
    assertSame(shown(capture), trace);
    sctlog.run("--json", "-r", capture);
    long lost =
        Json.lines(sctlog.out()).stream()
            .filter(line -> line.get("type").equals("lost"))
            .mapToLong(line -> Long.parseLong((String) line.get("count")))
            .sum();
    assertTrue(lost > 100, "some were lost");
    assertEquals(lost, discarded(trace.said()));
  }

  /** How many it says that the tracer discarded. */
  private static long discarded(String said) {
    return said.lines()
        .filter(line -> line.contains("discarded"))
        .mapToLong(line -> Long.parseLong(line.replaceFirst(".*discarded (\\d+) events?.*", "$1")))
        .sum();
  }

  @Test
  void lossesStandWhereTheyAre() throws IOException {
    Records records = new Records().lost(1, 5, 900);
    records.event(1, 0, 1_000).seq(5).event(1, 0, 2_000).seq(6);
    records.lost(1, 17, 3_000).seq(7).event(1, 0, 4_000).seq(24);
    Babeltrace trace = Babeltrace.read(export(record(records.bytes())));
    assertEquals(3, trace.events().size());
    assertEquals(22, discarded(trace.said()), trace.said());
    assertTrue(sctlog.err().endsWith("trace: 3 events shown, 0 filtered, 22 lost\n"), sctlog.err());
  }

  @Test
  void whatIsShownIsWhatIsExported() throws IOException {
    Path capture = record(eachKind());
    Object[] wanted = {"--rule", "run", "--filter", "RETVAL == 0 && COMM == \"sh\""};
    Babeltrace trace = Babeltrace.read(export(capture, wanted));
    assertEquals(1, trace.events().size());
    assertSame(shown(capture, wanted), trace);
  }

  @Test
  void capturesThatOverlapAreOneTrace() throws IOException {
    Path one = record(new Records().event(1, 0, 5_000).seq(1).bytes());
    Path two = dir.resolve("two");
    sctlog.log.batches.add(new Records().event(1, 0, 4_000).seq(1).bytes());
    assertEquals(0, sctlog.run("-w", two));
    Path trace = export(one, "-r", two);
    assertEquals(2, Babeltrace.read(trace).events().size());
  }

  @Test
  void ofNoEventsThereIsATraceAsWell() throws IOException {
    Path trace = export(record(eachKind()), "--pid", 4711);
    assertEquals(List.of(), Babeltrace.read(trace).events());
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    Path trace = export(record(eachKind()));
    assertEquals(
        PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(trace));
  }

  private void assertRefused(int status, String message, Object... args) throws IOException {
    assertEquals(status, sctlog.run(args), sctlog.err());
    assertTrue(sctlog.err().contains(message), sctlog.err());
    assertEquals(1, sctlog.err().lines().count(), sctlog.err());
    try (var left = Files.list(dir)) {
      assertFalse(left.anyMatch(path -> path.getFileName().toString().startsWith(".sctlog")));
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path capture = record(eachKind());
    Path trace = dir.resolve("trace");
    assertRefused(2, "say what to make, with --ctf DIR", "export", "-r", capture);
    assertRefused(3, "it exists already", "export", "--ctf", dir, "-r", capture);
    assertRefused(3, "it exists already", "export", "--ctf", capture, "-r", capture);
    Path nowhere = dir.resolve("no/where");
    assertRefused(3, "there is no directory", "export", "--ctf", nowhere, "-r", capture);
    assertRefused(3, "none", "export", "--ctf", trace, "-r", dir.resolve("none"));
    Path text = Files.writeString(dir.resolve("text"), "no capture\n");
    assertRefused(3, "text", "export", "--ctf", trace, "-r", text);
    assertFalse(Files.exists(trace));
  }
}
