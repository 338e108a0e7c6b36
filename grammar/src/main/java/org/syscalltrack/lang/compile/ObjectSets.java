// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Reach;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.table.TableObject;

/** The sets of objects that the rules of a table ask for, each once. */
final class ObjectSets {
  private record Key(Reach reach, Hold hold, List<ByteString> paths) {}

  private final Map<Key, Integer> sets = new HashMap<>();
  private final List<TableObject> objects = new ArrayList<>();

  /** The number of the set. */
  int set(Reach reach, Hold hold, List<ByteString> paths) {
    Hold held = reach == Reach.UNDER ? Hold.BOTH : hold;
    Key key = new Key(reach, held, paths);
    Integer known = sets.putIfAbsent(key, sets.size());
    if (known != null) {
      return known;
    }
    int set = sets.size() - 1;
    for (ByteString path : paths) {
      objects.add(new TableObject(path, set, reach, held));
    }
    return set;
  }

  List<TableObject> objects() {
    return objects;
  }
}
