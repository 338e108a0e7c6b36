// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.config.session.CommandLineOptions.Format;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.config.text.Printable;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.PendingCall;
import org.syscalltrack.lang.check.Users;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;

/** {@code sct_config pending}: the calls that wait for an answer. */
public final class Pending {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Session session;
  private final Map<Long, List<TableRule>> rules = new HashMap<>();

  private Pending(Session session) {
    this.session = session;
  }

  public static int run(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      Pending pending = new Pending(session);
      List<PendingCall> calls = device.pending();
      for (PendingCall call : calls) {
        pending.learn(device, call.generation());
      }
      if (session.options().output().format() == Format.JSON) {
        pending.json(calls);
      } else if (calls.isEmpty()) {
        session.out().println("No call waits for an answer");
      } else {
        pending.text(calls);
      }
    }
    return ExitStatus.OK;
  }

  private void learn(ControlDevice device, long generation) {
    if (rules.containsKey(generation)) {
      return;
    }
    List<TableRule> list = List.of();
    try {
      list = TableReader.read(device.download(generation).bytes()).rules();
    } catch (DeviceException | TableFormatException e) {
      session.trace().note("no rules of generation {}: {}", generation, e.getMessage());
    }
    rules.put(generation, list);
  }

  private String rule(PendingCall call) {
    List<TableRule> list = rules.get(call.generation());
    return call.rule() < list.size() ? list.get(call.rule()).name() : "#" + call.rule();
  }

  /** The file that it runs, as it says itself; else its name. */
  private static String program(PendingCall call) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + call.pid() + "/exe")).toString();
    } catch (IOException e) {
      return call.comm();
    }
  }

  private void text(List<PendingCall> calls) {
    Columns columns =
        new Columns().line("ID", "PID", "PROGRAM", "USER", "RULE", "SINCE", "LEFT", "CALL");
    for (PendingCall call : calls) {
      columns.line(
          call.id(),
          call.pid(),
          Printable.text(program(call)),
          Users.name(call.uid()),
          Printable.text(rule(call)),
          CLOCK.format(since(call).atZone(ZoneId.systemDefault())),
          call.leftMs() / 1000 + "s",
          PendingText.call(call));
    }
    columns.print(session.out());
  }

  private static Instant since(PendingCall call) {
    return Instant.ofEpochSecond(0, call.epochNs());
  }

  private void json(List<PendingCall> calls) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartArray();
      for (PendingCall call : calls) {
        json.writeStartObject();
        json.writeNumberField("id", call.id());
        json.writeNumberField("pid", call.pid());
        json.writeNumberField("tid", call.tid());
        json.writeStringField("comm", call.comm());
        json.writeStringField("program", program(call));
        json.writeNumberField("uid", call.uid());
        json.writeStringField("user", Users.name(call.uid()));
        json.writeStringField("rule", rule(call));
        json.writeNumberField("generation", call.generation());
        json.writeStringField("abi", call.abi().text());
        json.writeStringField(
            "syscall", SyscallTable.builtIn().nameOrNumber(call.abi(), call.nr()));
        json.writeStringField("call", PendingText.call(call));
        json.writeStringField("object", PendingText.object(call));
        json.writeStringField("since", since(call).toString());
        json.writeNumberField("left_ms", call.leftMs());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().println(text);
  }
}
