// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What babeltrace2 reads in a trace: events as {@code time}, {@code name} and their fields. A
 * structure is a map, an array a list, a number or a text its words, an enumeration its label.
 *
 * @param said on its error output
 */
public record Babeltrace(List<Map<String, Object>> events, String said) {
  public static Babeltrace read(Path trace) throws IOException {
    Path err = Files.createTempFile("babeltrace", ".err");
    try {
      Process process =
          new ProcessBuilder(
                  "babeltrace2",
                  "--names=all",
                  "--fields=trace:hostname,loglevel",
                  "--no-delta",
                  "--clock-seconds",
                  trace.toString())
              .redirectError(err.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError("babeltrace2: " + Files.readString(err));
      }
      List<Map<String, Object>> events = new ArrayList<>();
      for (String line : out.lines().toList()) {
        events.add(new Line(line).event());
      }
      return new Babeltrace(events, Files.readString(err));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      Files.delete(err);
    }
  }

  /** Takes a line of its output apart. */
  private static final class Line {
    private final String text;
    private int at;

    Line(String text) {
      this.text = text;
    }

    /** Its head, as words, and the members of its contexts and of its fields together. */
    Map<String, Object> event() {
      Map<String, Object> event = new LinkedHashMap<>();
      while (at < text.length()) {
        String name = until("=");
        expect("=");
        if (isNext("{")) {
          event.putAll(structure());
        } else {
          event.put(name, until(","));
        }
        isNext(",");
      }
      return event;
    }

    private boolean isNext(String what) {
      skipBlanks();
      boolean is = text.startsWith(what, at);
      at += is ? what.length() : 0;
      return is;
    }

    private void skipBlanks() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private void expect(String what) {
      if (!isNext(what)) {
        throw new AssertionError("no " + what + " at " + at + ": " + text);
      }
    }

    private String until(String ends) {
      skipBlanks();
      int from = at;
      while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at).strip();
    }

    private void member(Map<String, Object> to) {
      String name = until("=");
      expect("=");
      to.put(name, value());
    }

    private Map<String, Object> structure() {
      Map<String, Object> members = new LinkedHashMap<>();
      while (!isNext("}")) {
        member(members);
        isNext(",");
      }
      return members;
    }

    private Object value() {
      if (isNext("{")) {
        return structure();
      } else if (isNext("[")) {
        List<Object> list = new ArrayList<>();
        while (!isNext("]")) {
          until("=");
          expect("=");
          list.add(value());
          isNext(",");
        }
        return list;
      } else if (isNext("(")) {
        Object label = value();
        until(")");
        expect(")");
        return label;
      }
      return isNext("\"") ? string() : until(",}]) ");
    }

    /** With the escapes of C. */
    private String string() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (text.charAt(at) != '"') {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (c == '\\') {
          bytes.write(escaped());
        } else {
          bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        }
      }
      at++;
      return bytes.toString(StandardCharsets.UTF_8);
    }

    private int escaped() {
      char c = text.charAt(at++);
      if (c == 'x') {
        at += 2;
        return Integer.parseInt(text, at - 2, at, 16);
      }
      int control = "abtnvfr".indexOf(c);
      return c == 'e' ? 0x1b : control < 0 ? c : 7 + control;
    }
  }
}
