// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.text.Bytes;

/** How often calls were made, how often they failed, how long they took. */
final class CallCounts {
  private static final String HEAD =
      """
      % time     seconds  usecs/call     calls    errors syscall
      ------ ----------- ----------- --------- --------- ----------------
      """;

  private static final class Count {
    final String name;
    long calls;
    long errors;
    long ns;

    Count(String name) {
      this.name = name;
    }
  }

  /** Of the lines. */
  enum Order {
    TIME(Comparator.comparingLong((Count c) -> -c.ns)),
    CALLS(Comparator.comparingLong((Count c) -> -c.calls)),
    ERRORS(Comparator.comparingLong((Count c) -> -c.errors)),
    NAME(Comparator.comparing((Count c) -> c.name)),
    NONE((a, b) -> 0);

    private final Comparator<Count> by;

    Order(Comparator<Count> by) {
      this.by = by;
    }
  }

  /** By ABI and number. */
  private final Map<Integer, Count> counts = new HashMap<>();

  private final List<Count> inOrder = new ArrayList<>();

  void add(EventKind kind, long ns, boolean isError) {
    Count count = counts.get(kind.abi().number() << 16 | kind.nr());
    if (count == null) {
      String call = kind.call() == null ? "call " + kind.nr() : kind.call();
      count = new Count(kind.abi() == Abi.X86_64 ? call : call + "/" + kind.abi().text());
      counts.put(kind.abi().number() << 16 | kind.nr(), count);
      inOrder.add(count);
    }
    count.calls++;
    count.ns += ns;
    count.errors += isError ? 1 : 0;
  }

  void put(Order order, Bytes out) {
    Count total = new Count("total");
    for (Count count : inOrder) {
      total.calls += count.calls;
      total.errors += count.errors;
      total.ns += count.ns;
    }
    out.put(HEAD);
    List<Count> sorted = new ArrayList<>(inOrder);
    sorted.sort(order.by);
    sorted.forEach(count -> line(count, total, out));
    out.put("------ ----------- ----------- --------- --------- ----------------\n");
    line(total, total, out);
  }

  private static void line(Count count, Count total, Bytes out) {
    out.put(
        String.format(
            Locale.ROOT,
            "%6.2f %11.6f %11d %9d %9s %s%n",
            total.ns == 0 ? 0 : 100.0 * count.ns / total.ns,
            count.ns / 1e9,
            count.calls == 0 ? 0 : count.ns / 1000 / count.calls,
            count.calls,
            count.errors == 0 ? "" : count.errors,
            count.name));
  }
}
