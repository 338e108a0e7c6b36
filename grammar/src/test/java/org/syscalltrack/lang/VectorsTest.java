// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syscalltrack.lang.ast.ByteString;

/**
 * tests/vectors: random filters and events, and what the naive reading says of each pair. {@code
 * tests/host/test_vectors.c} runs the compiled filters through the kernel's evaluator and compares.
 */
class VectorsTest {
  private static final Path FOLDER = Path.of("..", "tests", "vectors").toAbsolutePath().normalize();
  private static final int FILTERS = 500;
  private static final int EVENTS = 400;

  @Test
  void vectorsAreThoseOfTheNaiveReading() throws IOException {
    RandomFilters random = new RandomFilters(2004);
    StringBuilder rules = new StringBuilder("# SPDX-License-Identifier: GPL-2.0-only\n");
    rules.append("# Random filters, written by VectorsTest; events.txt has what they say.\n");
    List<RandomFilters.Filter> filters = new ArrayList<>();
    for (int i = 0; i < FILTERS; i++) {
      RandomFilters.Filter filter = random.filter(1 + i % 4);
      filters.add(filter);
      rules.append("rule { syscall_name = open coverage = exact rule_name = r").append(i);
      rules.append(" action { type = LOG } when = after filter_expression { ");
      rules.append(filter.text()).append(" } }\n");
    }
    StringBuilder events = new StringBuilder("# SPDX-License-Identifier: GPL-2.0-only\n");
    events.append(
        "# PID UID GID PARAMS[2] RETVAL COMM PARAMS[1], then for each filter: matches?\n");
    for (int n = 0; n < EVENTS; n++) {
      Map<String, Object> event = random.event();
      for (String name : List.of("PID", "UID", "GID", "PARAMS[2]", "RETVAL")) {
        events.append(event.get(name)).append(' ');
      }
      for (String name : List.of("COMM", "PARAMS[1]")) {
        ByteString value = (ByteString) event.get(name);
        events.append(value == null ? "NULL" : value.quoted()).append(' ');
      }
      for (RandomFilters.Filter filter : filters) {
        events.append(filter.meaning().apply(event) ? '1' : '0');
      }
      events.append('\n');
    }
    check("filters.conf", rules.toString());
    check("events.txt", events.toString());
  }

  private static void check(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    GoldenFiles.check(file, GoldenFiles.read(file), text, text);
  }
}
