// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.Machine;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSourceException;

/**
 * Writes a directory of traces, one for each boot of a machine. It is there as a whole, when it is
 * {@link #finish finished}, or not at all; and for its owner only, as events tell what users do.
 */
public final class TraceWriter implements EventFormatter, AutoCloseable {
  /** What a trace's times are relative to. */
  private record Boot(Machine machine, long epochOffsetNs) {}

  private static final int BOOT_DIGITS = 8;

  private final Path to;
  private final Path part;
  private final Generations generations;
  private final Map<Boot, Trace> traces = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  /** Of the last record: most often it is that of the next one, too. */
  private Origin lastOrigin;

  private Trace last;

  /**
   * @param to where there is nothing yet
   */
  public TraceWriter(Path to, Generations generations) throws RecordSourceException {
    this.to = to;
    this.generations = generations;
    Path parent = to.toAbsolutePath().getParent();
    try {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) || parent == null) {
        throw new IOException("it exists already; name a new directory");
      }
      if (!Files.isDirectory(parent)) {
        throw new IOException("there is no directory " + parent + "; make it first");
      }
      this.part = Files.createTempDirectory(parent, ".sctlog");
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private RecordSourceException trouble(IOException e) {
    String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new RecordSourceException("cannot write the trace " + to + ": " + why);
  }

  @Override
  public void format(LogRecord entry, Bytes out) throws RecordSourceException {
    try {
      if (entry instanceof Event event) {
        trace(event.origin()).put(event, generations.kind(event));
      } else if (entry instanceof LogRecord.Lost gap) {
        trace(gap.origin()).put(gap);
      } else if (entry instanceof LogRecord.Task task) {
        trace(task.origin()).put(task);
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private Trace trace(Origin origin) throws IOException {
    if (origin != lastOrigin) {
      last = trace(new Boot(origin.machine(), origin.epochOffsetNs()));
      lastOrigin = origin;
    }
    return last;
  }

  private Trace trace(Boot boot) throws IOException {
    Trace trace = traces.get(boot);
    if (trace == null) {
      trace = new Trace(part.resolve(name(boot.machine)), boot.machine, boot.epochOffsetNs);
      traces.put(boot, trace);
    }
    return trace;
  }

  /** Such as {@code web1-6f1c2a90}. */
  private String name(Machine machine) {
    String host = machine.host() == null ? "" : machine.host().replaceAll("[^A-Za-z0-9_-]", "_");
    String boot = machine.bootId() == null ? "" : machine.bootId().replaceAll("[^0-9a-f]", "");
    String plain =
        (host.isEmpty() ? "unknown" : host)
            + (boot.isEmpty() ? "" : "-")
            + boot.substring(0, Math.min(BOOT_DIGITS, boot.length()));
    String unique = plain;
    for (int i = 2; !names.add(unique); i++) {
      unique = plain + "-" + i;
    }
    return unique;
  }

  /** There will be no more. */
  public void finish() throws RecordSourceException {
    try {
      if (traces.isEmpty()) {
        trace(new Boot(Machine.UNKNOWN, 0));
      }
      for (Trace trace : traces.values()) {
        trace.finish();
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  /** Takes away what was not finished. */
  @Override
  public void close() {
    try (Stream<Path> found = Files.exists(part) ? Files.walk(part) : Stream.empty()) {
      List<Path> deepest = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepest) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It is said already that nothing can be written there.
    }
  }
}
