// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.source.Machine;

/**
 * The processes that events tell of, and whose children they are: by the variable PPID where an
 * event carries it, and by what fork, vfork, clone and clone3 returned where a rule logs that.
 *
 * <p>There are no more than a kernel has numbers. Of two processes that had the same number one
 * after the other, this makes one.
 */
public final class Processes {
  private static final Set<String> FORKS = Set.of("fork", "vfork", "clone", "clone3");

  private final Map<Machine, Map<Integer, Process>> machines = new LinkedHashMap<>();

  private final PerKind<Map<Integer, Process>> ofKind =
      new PerKind<>(kind -> machines.computeIfAbsent(kind.machine(), m -> new HashMap<>()));

  /** The process of the event, which may tell something new of it. */
  public Process of(Event event, EventKind kind) {
    Map<Integer, Process> all = ofKind.of(kind);
    Process process = find(all, kind, event.pid());
    process.learnName(event);
    Event.Field parent = process.parent() == null ? event.field(Var.PPID) : null;
    if (parent != null && !parent.isUnreadable() && parent.integer() > 0) {
      process.learnParent(find(all, kind, (int) parent.integer()));
    }
    boolean made =
        event.phase() == Phase.AFTER
            && event.retval() > 0
            && event.retval() <= Integer.MAX_VALUE
            && FORKS.contains(kind.call());
    if (made) {
      Process child = find(all, kind, (int) event.retval());
      if (child.parent() == null) {
        child.learnParent(process);
      }
    }
    return process;
  }

  private static Process find(Map<Integer, Process> all, EventKind kind, int pid) {
    Process process = all.get(pid);
    if (process == null) {
      process = new Process(kind.machine(), pid);
      all.put(pid, process);
    }
    return process;
  }

  /** All, by machine and in the order of their numbers. */
  public List<Process> all() {
    List<Process> list = new ArrayList<>();
    machines.values().forEach(of -> list.addAll(new TreeMap<>(of).values()));
    return list;
  }
}
