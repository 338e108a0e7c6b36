// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/**
 * The rules of the generations that events belong to, each fetched once from where the events come
 * from. An event is shown by the rules that made it, also when others are in force by now.
 */
public final class Generations {
  /**
   * What is shown of a rule.
   *
   * @param description null if it has none
   */
  public record Rule(
      String name, Priority priority, List<String> tags, String description, LogFormat format) {}

  /**
   * Events come in the order of time, so that few generations are in use at once, and they may be
   * large.
   */
  static final int LIMIT = 8;

  /** More than the calls that there are; what damaged records name must not fill the memory. */
  private static final int MAX_KINDS = 1 << 14;

  /** The rules of a generation; none if its table is not to be had any more. */
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
        String format = rule.events().format() == null ? LogFormat.DEFAULT : rule.events().format();
        shown[index] =
            new Rule(
                rule.name(),
                rule.about().priority(),
                rule.about().tags(),
                rule.about().description(),
                LogFormat.parse(format));
      }
      return shown[index];
    }

    public EventKind kind(Event event) {
      int key = (event.abi().number() << 16 | event.nr()) * 31 + event.rule();
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
      boolean known = event.view() >= 0 && event.view() < views.size();
      EventKind kind =
          new EventKind(event, rule(event.rule()), known ? views.get(event.view()) : null);
      list.add(kind);
      return kind;
    }
  }

  private record Key(Origin origin, long generation) {}

  private final Trace trace;
  private final Map<Key, Rules> cache = new LinkedHashMap<>(16, 0.75f, true);

  /** Of the last event: most often it is that of the next one, too. */
  private EventKind last;

  public Generations(Trace trace) {
    this.trace = trace;
  }

  /** The kind of the event; its rule is null if it is not to be had any more. */
  public EventKind kind(Event event) throws RecordSourceException {
    if (last == null || !last.isOf(event)) {
      last = rules(new Key(event.origin(), event.generation())).kind(event);
    }
    return last;
  }

  private Rules rules(Key key) throws RecordSourceException {
    Rules rules = cache.get(key);
    if (rules == null) {
      rules = new Rules(fetch(key));
      cache.put(key, rules);
      if (cache.size() > LIMIT) {
        cache.remove(cache.keySet().iterator().next());
      }
    }
    return rules;
  }

  private RuleTable fetch(Key key) throws RecordSourceException {
    byte[] table = key.origin().table(key.generation());
    if (table == null) {
      return new RuleTable(List.of(), List.of(), List.of(), "");
    }
    trace.note("fetched generation {}: {} bytes", key.generation(), table.length);
    try {
      return TableReader.read(table);
    } catch (TableFormatException e) {
      throw new RecordSourceException(
          "the rules of generation " + key.generation() + ": " + e.getMessage());
    }
  }
}
