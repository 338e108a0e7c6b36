// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as {@code 64 MB}, as Log4j has them: units of 1024. */
final class Size {
  private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9}) *(KB|MB|GB|)");

  private Size() {}

  /** In bytes, or -1: it is none. */
  static long bytes(String text) {
    Matcher parts = PATTERN.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return -1;
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "KB" -> number << 10;
      case "MB" -> number << 20;
      case "GB" -> number << 30;
      default -> number;
    };
  }
}
