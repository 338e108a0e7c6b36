// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.syscalltrack.log.facts.Process;

/**
 * Places of processes in the tree: a name under the names of the parents. Processes of different
 * captures that stand at the same place may be the same one.
 */
final class Places {
  /** Above the first ones. */
  private static final int ROOT = -1;

  private static final int SHOWN = 4;

  private record Place(int parent, String name) {}

  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private final Map<Process, Integer> known = new IdentityHashMap<>();

  /**
   * The place of the process.
   *
   * @param seen which processes have events: others are left out of the tree
   */
  int of(Process process, Predicate<Process> seen) {
    Deque<Process> unknown = new ArrayDeque<>();
    int place = ROOT;
    for (Process above = process; above != null; above = above.parent()) {
      Integer number = known.get(above);
      if (number != null) {
        place = number;
        break;
      }
      if (seen.test(above)) {
        unknown.push(above);
      }
    }
    // From the oldest down: a chain of parents may be too long for recursion.
    for (Process next : unknown) {
      String name = next.names() == null ? "?" : next.names();
      Place of = new Place(place, name);
      Integer number = numbers.get(of);
      if (number == null) {
        number = places.size();
        places.add(of);
        numbers.put(of, number);
      }
      place = number;
      known.put(next, place);
    }
    return place;
  }

  /** The names, the oldest first; the last few of many. */
  String text(int number) {
    Deque<String> names = new ArrayDeque<>();
    int at = number;
    for (; at != ROOT && names.size() < SHOWN; at = places.get(at).parent()) {
      names.push(places.get(at).name());
    }
    return (at == ROOT ? "" : "... / ") + String.join(" / ", names);
  }
}
