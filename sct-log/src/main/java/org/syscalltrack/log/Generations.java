// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;

/**
 * The rules of the generations that events belong to, each fetched from the kernel once. An event
 * is shown by the rules that made it, also when others are in force by now.
 */
final class Generations {
  /** Gives the table of a generation; fails with ENOENT if it is gone. */
  interface Source {
    Table download(long generation) throws DeviceException;
  }

  /** What is shown of a rule. */
  record Rule(String name, LogFormat format) {}

  /**
   * The kernel gives events in the order of time, so that few generations are in use at once, and
   * they may be large.
   */
  static final int LIMIT = 8;

  /** The rules of a generation; none if the kernel does not hold it any more. */
  private static final class Rules {
    private final List<TableRule> rules;
    private final Rule[] shown;

    Rules(List<TableRule> rules) {
      this.rules = rules;
      this.shown = new Rule[rules.size()];
    }

    Rule get(int index) {
      if (index < 0 || index >= shown.length) {
        return null;
      }
      if (shown[index] == null) {
        TableRule rule = rules.get(index);
        String format = rule.format() == null ? LogFormat.DEFAULT : rule.format();
        shown[index] = new Rule(rule.name(), LogFormat.parse(format));
      }
      return shown[index];
    }
  }

  private final Source source;
  private final Map<Long, Rules> cache = new LinkedHashMap<>(16, 0.75f, true);

  Generations(Source source) {
    this.source = source;
  }

  /** The rule, or null if the kernel does not know it any more. */
  Rule find(long generation, int index) throws DeviceException {
    Rules rules = cache.get(generation);
    if (rules == null) {
      rules = fetch(generation);
      cache.put(generation, rules);
      if (cache.size() > LIMIT) {
        cache.remove(cache.keySet().iterator().next());
      }
    }
    return rules.get(index);
  }

  private Rules fetch(long generation) throws DeviceException {
    try {
      return new Rules(TableReader.read(source.download(generation).bytes()).rules());
    } catch (TableFormatException e) {
      throw new DeviceException(
          Errno.EBADMSG, "the rules of generation " + generation + ": " + e.getMessage(), "");
    } catch (DeviceException e) {
      if (e.errno() == Errno.ENOENT) {
        return new Rules(List.of());
      }
      throw e;
    }
  }
}
