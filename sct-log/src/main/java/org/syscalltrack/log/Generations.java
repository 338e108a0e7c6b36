// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.View;

/**
 * The rules of the generations that events belong to, each fetched from the kernel once. An event
 * is shown by the rules that made it, also when others are in force by now.
 */
final class Generations {
  /** Gives the table of a generation; fails with ENOENT if it is gone. */
  interface Source {
    Table download(long generation) throws DeviceException;
  }

  /**
   * What is shown of a rule.
   *
   * @param description null if it has none
   */
  record Rule(
      String name, Priority priority, List<String> tags, String description, TextFormat format) {}

  /**
   * The kernel gives events in the order of time, so that few generations are in use at once, and
   * they may be large.
   */
  static final int LIMIT = 8;

  /** More than the calls that there are; what damaged records name must not fill the memory. */
  private static final int MAX_KINDS = 1 << 14;

  /** The rules of a generation; none if the kernel does not hold it any more. */
  private static final class Rules {
    private final RuleTable table;
    private final Rule[] shown;

    /** By call, then a list of the few rules and views that see it. */
    private final Map<Integer, List<EventKind>> kinds = new HashMap<>();

    private int kindCount;

    Rules(RuleTable table) {
      this.table = table;
      this.shown = new Rule[table.rules().size()];
    }

    Rule rule(int index) {
      if (index < 0 || index >= shown.length) {
        return null;
      }
      if (shown[index] == null) {
        TableRule rule = table.rules().get(index);
        String format = rule.format() == null ? LogFormat.DEFAULT : rule.format();
        shown[index] =
            new Rule(
                rule.name(),
                rule.priority(),
                rule.tags(),
                rule.description(),
                TextFormat.of(LogFormat.parse(format)));
      }
      return shown[index];
    }

    EventKind kind(Event event) {
      int key = (event.abi.number() << 16 | event.nr) * 31 + event.rule;
      List<EventKind> list = kinds.computeIfAbsent(key, k -> new ArrayList<>(1));
      for (EventKind kind : list) {
        if (kind.isOf(event)) {
          return kind;
        }
      }
      if (++kindCount > MAX_KINDS) {
        kinds.clear();
        kindCount = 1;
        list = kinds.computeIfAbsent(key, k -> new ArrayList<>(1));
      }
      List<View> views = table.views();
      boolean known = event.view >= 0 && event.view < views.size();
      EventKind kind = new EventKind(event, rule(event.rule), known ? views.get(event.view) : null);
      list.add(kind);
      return kind;
    }
  }

  private final Source source;
  private final Map<Long, Rules> cache = new LinkedHashMap<>(16, 0.75f, true);

  /** Of the last event: most often it is that of the next one, too. */
  private EventKind last;

  Generations(Source source) {
    this.source = source;
  }

  /** The kind of the event; its rule is null if the kernel does not know it any more. */
  EventKind kind(Event event) throws DeviceException {
    if (last == null || !last.isOf(event)) {
      last = rules(event.generation).kind(event);
    }
    return last;
  }

  private Rules rules(long generation) throws DeviceException {
    Rules rules = cache.get(generation);
    if (rules == null) {
      rules = fetch(generation);
      cache.put(generation, rules);
      if (cache.size() > LIMIT) {
        cache.remove(cache.keySet().iterator().next());
      }
    }
    return rules;
  }

  private Rules fetch(long generation) throws DeviceException {
    try {
      return new Rules(TableReader.read(source.download(generation).bytes()));
    } catch (TableFormatException e) {
      throw new DeviceException(
          Errno.EBADMSG, "the rules of generation " + generation + ": " + e.getMessage(), "");
    } catch (DeviceException e) {
      if (e.errno() == Errno.ENOENT) {
        return new Rules(new RuleTable(List.of(), List.of(), List.of(), ""));
      }
      throw e;
    }
  }
}
