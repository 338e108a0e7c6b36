// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.opentest4j.AssertionFailedError;
import org.syscalltrack.api.SctEvent;

/**
 * What came of a program. The asserts name the calls that they object to, and give the result back,
 * so that others may follow.
 *
 * <p>They see system calls: what is written by mmap(2) into a file that was opened, or asked for by
 * io_uring(7), is not among these.
 *
 * @param status the exit status, as {@link org.syscalltrack.api.SctProcess#waitFor} gives it
 * @param events of all rules, in their order, also of those that the asserts are made from
 */
public record SctResult(
    List<String> command, int status, String output, String errors, List<SctEvent> events) {

  /** Asserts what the exit status was. */
  public SctResult exitedWith(int expected) {
    if (status != expected) {
      throw new AssertionFailedError(
          name() + " exited with " + status + ", not " + expected + said(), expected, status);
    }
    return this;
  }

  /**
   * Asserts that no file at a path or below it was opened, by whatever name.
   *
   * @param but paths that may be, with what is below them: each program opens {@code
   *     /etc/ld.so.cache} when it starts
   */
  public SctResult openedNothingBelow(String path, String... but) {
    return no(
        "opened nothing below " + path,
        events.stream()
            .filter(Watch.OPENED::saw)
            .filter(event -> isBelow(Watch.path(event), List.of(path)))
            .filter(event -> !isBelow(Watch.path(event), List.of(but)))
            .toList());
  }

  /** Asserts that a file was opened, by whatever name. */
  public SctResult opened(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    List<SctEvent> all = events.stream().filter(Watch.OPENED::saw).toList();
    if (all.stream().noneMatch(event -> Watch.path(event).equals(path))) {
      throw new AssertionFailedError(
          name() + " did not open " + path + listed("; it opened", all) + said());
    }
    return this;
  }

  /** Asserts that it did not try to reach anybody by IPv4 or IPv6, itself included. */
  public SctResult madeNoNetworkConnection() {
    return no(
        "made no network connection",
        events.stream()
            .filter(
                event ->
                    Watch.CONNECTED.saw(event)
                        || Watch.SENT.saw(event)
                        || Watch.SENT_MESSAGE.saw(event))
            .toList());
  }

  /**
   * Asserts that it was the only program.
   *
   * @param but paths of programs that may run, too
   */
  public SctResult ranNoOtherProgram(String... but) {
    Set<String> may = Set.of(but);
    return no(
        "ran no other program",
        events.stream()
            .filter(Watch.RAN::saw)
            .skip(1)
            .filter(event -> !may.contains(Watch.path(event)))
            .toList());
  }

  /** Asserts that a rule of the test logged, or did what it says and logged that. */
  public SctResult ruleActed(String rule) {
    if (of(rule).isEmpty()) {
      throw new AssertionFailedError(
          "rule '" + rule + "' did nothing" + listed("; others did", ofTest()) + said());
    }
    return this;
  }

  /** Asserts that it did not. */
  public SctResult ruleDidNothing(String rule) {
    return no("did nothing that rule '" + rule + "' is about", of(rule));
  }

  /** The events of a rule of the test. */
  public List<SctEvent> of(String rule) {
    return events.stream().filter(event -> event.rule().equals(rule)).toList();
  }

  private List<SctEvent> ofTest() {
    return events.stream().filter(event -> !Watch.any(event)).toList();
  }

  private SctResult no(String expected, List<SctEvent> seen) {
    if (!seen.isEmpty()) {
      throw new AssertionFailedError(
          "expected that " + name() + " " + expected + listed(", but", seen));
    }
    return this;
  }

  private static boolean isBelow(String path, List<String> directories) {
    return directories.stream()
        .map(directory -> directory.endsWith("/") ? directory : directory + "/")
        .anyMatch(directory -> (path + "/").startsWith(directory));
  }

  private String name() {
    return String.join(" ", command);
  }

  private String said() {
    return errors.isBlank() ? "" : "\n  it said: " + errors.strip().replace("\n", "\n  ");
  }

  /** One a line; by whom, and by the resolved path where the call names another one. */
  static String listed(String head, List<SctEvent> events) {
    if (events.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(head).append(':');
    for (SctEvent event : events) {
      String path = Watch.path(event);
      boolean hidden = !path.isEmpty() && !event.described().contains('"' + path + '"');
      text.append("\n  ").append(event.comm() == null ? "" : event.comm());
      text.append('[').append(event.pid()).append("] ").append(event.described());
      text.append(hidden ? "  that is " + path : "");
      text.append(Watch.any(event) ? "" : "  (rule '" + event.rule() + "')");
    }
    return text.toString();
  }
}
