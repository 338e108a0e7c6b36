// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of sctlog --config on a capture of events with the numbers 0, 1, 2, ... */
final class SinkRun {
  /** The number of an event in its id, in whichever form it has arrived. */
  private static final Pattern ID = Pattern.compile("(?:\\b|_)id\\W{1,4}1-\\d+-(\\d+)");

  final CaptureRun sctlog = new CaptureRun();
  final Path dir;
  final Path capture;

  SinkRun(Path dir) {
    this.dir = dir;
    this.capture = dir.resolve("capture");
  }

  void record(int batches, int eventsEach) {
    assertEquals(0, sctlog.record(capture, batches, eventsEach), sctlog.err());
  }

  /** A configuration with these appenders, of which all events go to that one. */
  Path config(String appenders, String ref) throws IOException {
    Path file = dir.resolve("sinks.xml");
    Files.writeString(
        file,
        """
        <Configuration>
          <Appenders>
            %s
          </Appenders>
          <Loggers><Root level="all"><AppenderRef ref="%s"/></Root></Loggers>
        </Configuration>
        """
            .formatted(appenders, ref));
    return file;
  }

  /** The appender with a spool in front of it, by the name "spool". */
  String spooled(String appender, String more) {
    Matcher name = Pattern.compile("name=\"(\\w+)\"").matcher(appender);
    assertTrue(name.find(), appender);
    return """
    %s
    <Spool name="spool" dir="%s" retryMillis="50" %s><AppenderRef ref="%s"/></Spool>
    """
        .formatted(appender, dir.resolve("spool"), more, name.group(1));
  }

  int send(Path config) {
    return sctlog.run("-r", capture, "--config", config);
  }

  /** Sends nothing but what waits in spools, all of it; gives the last exit status. */
  int sendWaiting(Path config) {
    int status = sctlog.run("-n", 0, "-r", capture, "--config", config);
    for (int i = 0; i < 20 && sctlog.err().contains(" are kept in "); i++) {
      status = sctlog.run("-n", 0, "-r", capture, "--config", config);
    }
    return status;
  }

  /** The numbers of the events, as they came. */
  static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher id = ID.matcher(text);
    int last = -1;
    while (id.find()) {
      if (text.lastIndexOf('\n', id.start()) != last || last < 0 || numbers.isEmpty()) {
        numbers.add(Integer.parseInt(id.group(1)));
        last = text.lastIndexOf('\n', id.start());
      }
    }
    return numbers;
  }

  /** Nothing is missing, and each first came in its place; gives how many came again. */
  static int assertAllInOrder(int events, List<Integer> numbers) {
    List<Integer> first = new ArrayList<>(new LinkedHashSet<>(numbers));
    for (int i = 0; i < Math.min(events, first.size()); i++) {
      int at = numbers.indexOf(first.get(i));
      List<Integer> around = numbers.subList(Math.max(0, at - 3), Math.min(at + 4, numbers.size()));
      assertEquals(i, first.get(i), "around there: " + around);
    }
    assertEquals(events, first.size());
    return numbers.size() - events;
  }

  /** Waits for what is to be seen. */
  static void await(BooleanSupplier seen) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!seen.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it was not seen within 30 seconds");
      Thread.sleep(5);
    }
  }
}
