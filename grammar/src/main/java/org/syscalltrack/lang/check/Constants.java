// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Named numbers of the kernel's headers: constants.tbl, whose lines are group, name, value.
 *
 * <p>A rule needs a few of hundreds, so they are searched for in the text.
 */
public final class Constants {
  private static String text;

  private Constants() {}

  /** The value of a name of any group, or null. */
  public static Long find(String name) {
    int at = text().indexOf(" " + name + " ");
    return at < 0 ? null : value(at + name.length() + 2);
  }

  /** The value of a name of that group, or null. */
  public static Long find(String group, String name) {
    int at = text().indexOf("\n" + group + " " + name + " ");
    return at < 0 ? null : value(at + group.length() + name.length() + 3);
  }

  /** The group of a name, or null if there is no such one. */
  public static String group(String name) {
    int at = text().indexOf(" " + name + " ");
    return at < 0 ? null : text().substring(text().lastIndexOf('\n', at) + 1, at);
  }

  private static Long value(int from) {
    return Long.decode(text().substring(from, text().indexOf('\n', from)));
  }

  /** The first name of the group with that value, or null. */
  public static String name(String group, long value) {
    String end = " " + value + "\n";
    String start = "\n" + group + " ";
    int at = text().indexOf(start);
    while (at >= 0) {
      int name = at + start.length();
      int behind = text().indexOf(' ', name);
      if (text().startsWith(end, behind)) {
        return text().substring(name, behind);
      }
      at = text().indexOf(start, behind);
    }
    return null;
  }

  /** All names; of one group, or of all if it is empty. */
  public static List<String> names(String group) {
    List<String> names = new ArrayList<>();
    for (String line : text().split("\n")) {
      if (!line.isEmpty()
          && !line.startsWith("#")
          && line.startsWith(group.isEmpty() ? group : group + " ")) {
        names.add(line.split(" ")[1]);
      }
    }
    return names;
  }

  private static String text() {
    if (text == null) {
      try (InputStream in = Constants.class.getResourceAsStream("constants.tbl")) {
        String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int start = 0;
        // The words of the comment at the head are no constants.
        while (file.startsWith("#", start) || file.startsWith("\n", start)) {
          start = file.indexOf('\n', start) + 1;
        }
        text = "\n" + file.substring(start);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text;
  }
}
