// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.source.Machine;

/** The trace of one boot of a machine: streams in files, and {@code metadata}. */
final class Trace {
  private static final int TASK = 0;

  /** What is no CPU. */
  private static final int NO_CPU = -1;

  /** What is shown of a rule; two that are the same have one number. */
  private record RuleName(String name, Generations.Rule rule) {
    static RuleName of(EventKind kind) {
      Generations.Rule rule = kind.rule();
      return new RuleName(rule == null ? "#" + kind.ruleIndex() : rule.name(), rule);
    }

    /** Without the format. */
    private List<Object> shown() {
      return rule == null
          ? List.of(name)
          : List.of(name, rule.priority(), rule.tags(), String.valueOf(rule.description()));
    }
  }

  /** The classes of the events of a kind: a few. */
  private static final class Classes {
    private final List<EventClass> list = new ArrayList<>();
    private int rule;
  }

  private final Path directory;
  private final Machine machine;
  private final long epochOffsetNs;
  private final PerKind<Classes> classes = new PerKind<>(this::classes);

  /** By declaration. */
  private final Map<String, Integer> declared = new LinkedHashMap<>();

  private final Map<List<Object>, Integer> ruleNumbers = new HashMap<>();
  private final List<RuleName> rules = new ArrayList<>();

  /** By CPU and lane, the one that is being written. */
  private final Map<Integer, Stream> streams = new LinkedHashMap<>();

  private final List<Stream> ended = new ArrayList<>();
  private boolean hasTasks;

  Trace(Path directory, Machine machine, long epochOffsetNs) throws IOException {
    this.directory = Files.createDirectory(directory);
    this.machine = machine;
    this.epochOffsetNs = epochOffsetNs;
  }

  private Classes classes(EventKind kind) {
    Classes made = new Classes();
    RuleName name = RuleName.of(kind);
    made.rule =
        ruleNumbers.computeIfAbsent(
            name.shown(),
            shown -> {
              rules.add(name);
              return rules.size() - 1;
            });
    return made;
  }

  void put(Event event, EventKind kind) throws IOException {
    Classes of = classes.of(kind);
    EventClass eventClass = find(of, event, kind);
    Packed out =
        stream(event.cpu(), event.lane(), event.timeNs()).event(eventClass.id(), event.timeNs());
    out.u64(event.seq()).u32(of.rule).u64(event.generation()).u32(event.rule());
    out.u64(event.ruleSeq()).u64(event.suppressed()).u16(event.nr());
    out.u8(event.abi().number()).u8(event.phase().number()).u8(event.verdict().number());
    out.u8(event.isUndecided() ? 1 : 0);
    out.u32(event.pid()).u32(event.tid()).u32(event.uid());
    eventClass.put(event, out);
  }

  private EventClass find(Classes of, Event event, EventKind kind) {
    for (EventClass known : of.list) {
      if (known.fits(event)) {
        return known;
      }
    }
    EventClass made = EventClass.of(event, kind);
    made.numbered(declared.computeIfAbsent(made.declaration(), text -> declared.size()));
    of.list.add(made);
    return made;
  }

  void put(LogRecord.Lost gap) throws IOException {
    stream(gap.cpu(), gap.lane(), gap.timeNs()).lost(gap.count(), gap.timeNs());
  }

  void put(LogRecord.Task task) throws IOException {
    hasTasks = true;
    Packed out = stream(NO_CPU, 0, task.timeNs()).event(TASK, task.timeNs());
    out.u32(task.tid()).u8(task.change().number()).u32(task.number());
  }

  /** Where time goes back, as in captures that overlap, another one begins. */
  private Stream stream(int cpu, int lane, long timeNs) throws IOException {
    int key = cpu << 8 | lane;
    Stream open = streams.get(key);
    if (open == null || !open.takes(timeNs)) {
      if (open != null) {
        open.end();
        ended.add(open);
      }
      String more = open == null ? "" : "-" + (ended.size() + 1);
      String name = cpu == NO_CPU ? "tasks" : "cpu" + cpu + "-lane" + lane;
      int id = cpu == NO_CPU ? Tsdl.TASKS : Tsdl.EVENTS;
      open = new Stream(directory.resolve(name + more), id, Math.max(cpu, 0), lane);
      streams.put(key, open);
    }
    return open;
  }

  /** Writes what is left, and what all of it means. */
  void finish() throws IOException {
    for (Stream stream : streams.values()) {
      stream.end();
    }
    StringBuilder text = new StringBuilder(Tsdl.head(epochOffsetNs));
    text.append(environment()).append(Tsdl.events(labels()));
    declared.forEach(
        (declaration, id) ->
            text.append("\nevent {\n  id = %d;\n%s};\n".formatted(id, declaration)));
    if (hasTasks) {
      text.append(Tsdl.tasks());
    }
    Files.writeString(directory.resolve("metadata"), text);
  }

  /** Of no rule, there is no event either; but the language has no empty list. */
  private String labels() {
    if (rules.isEmpty()) {
      return "\"none\" = 0";
    }
    return IntStream.range(0, rules.size())
        .mapToObj(i -> Tsdl.quote(rules.get(i).name) + " = " + i)
        .collect(Collectors.joining(", "));
  }

  private String environment() {
    StringBuilder out = new StringBuilder("\nenv {\n");
    variable("tracer_name", "sctlog", out);
    variable("hostname", machine.host(), out);
    variable("boot_id", machine.bootId(), out);
    for (int i = 0; i < rules.size(); i++) {
      Generations.Rule rule = rules.get(i).rule;
      String prefix = "rule_" + i;
      variable(prefix, rules.get(i).name, out);
      if (rule != null) {
        variable(prefix + "_priority", rule.priority().text(), out);
        variable(prefix + "_tags", String.join(",", rule.tags()), out);
        variable(prefix + "_description", rule.description(), out);
      }
    }
    return out.append("};\n").toString();
  }

  private static void variable(String name, String value, StringBuilder out) {
    if (value != null && !value.isEmpty()) {
      out.append("  %s = %s;\n".formatted(name, Tsdl.quote(value)));
    }
  }
}
