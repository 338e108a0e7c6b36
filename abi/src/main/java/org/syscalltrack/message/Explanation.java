// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a code means, as its entry in messages/ says.
 *
 * @param title one sentence
 * @param why what is behind it
 * @param remedy what to do
 * @param command that provokes the message, or null
 * @param also the code that its example cannot be without, or null
 * @param example the text of rules that does, or null
 * @param noExample why there is none, or null
 */
public record Explanation(
    MessageCode code,
    String title,
    String why,
    String remedy,
    String command,
    String also,
    String example,
    String noExample) {

  private static final String INDENT = "  ";

  /** All codes, in the order of their texts. */
  public static List<MessageCode> codes() {
    List<MessageCode> all = new ArrayList<>();
    all.addAll(List.of(ErrorCode.values()));
    all.addAll(List.of(NoteCode.values()));
    all.addAll(List.of(WarningCode.values()));
    return all;
  }

  public static Explanation of(MessageCode code) {
    String heading = code.text().substring("sct-".length()) + ' ' + code.name() + ": ";
    try (BufferedReader in = open(code.file() + ".msg")) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(heading)) {
          return read(code, line.substring(heading.length()), in);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("nothing explains " + code.text());
  }

  private static BufferedReader open(String file) {
    InputStream in = Explanation.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalStateException("no resource " + file);
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The lines up to the blank one that ends an entry; in an example there is none. */
  private static Explanation read(MessageCode code, String title, BufferedReader in)
      throws IOException {
    StringBuilder why = new StringBuilder();
    StringBuilder example = new StringBuilder();
    String remedy = null;
    String command = null;
    String also = null;
    String noExample = null;
    StringBuilder indented = why;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith(INDENT)) {
        indented.append(line.substring(INDENT.length())).append('\n');
      } else if (line.equals("example:")) {
        indented = example;
      } else if (line.startsWith("do: ")) {
        remedy = line.substring("do: ".length());
      } else if (line.startsWith("command: ")) {
        command = line.substring("command: ".length());
      } else if (line.startsWith("also: ")) {
        also = line.substring("also: ".length());
      } else if (line.startsWith("no example: ")) {
        noExample = line.substring("no example: ".length());
      }
    }
    String rules = example.isEmpty() ? null : example.toString();
    return new Explanation(code, title, why.toString(), remedy, command, also, rules, noExample);
  }
}
