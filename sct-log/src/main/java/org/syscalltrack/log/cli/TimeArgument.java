// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in time as a person gives it: {@code 10m}, {@code 14:30}, {@code 2026-11-21T14:30}. */
final class TimeArgument {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,9})(s|m|h|d)");
  private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}.*");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern WITH_OFFSET = Pattern.compile(".*(Z|[+-][0-9]{2}:[0-9]{2})");

  private TimeArgument() {}

  /** The point in time, or null if the text is none. */
  static Instant parse(String text, Instant now, ZoneId zone) {
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
      } else if (TIME.matcher(text).matches()) {
        return LocalTime.parse(text)
            .atDate(LocalDate.ofInstant(now, zone))
            .atZone(zone)
            .toInstant();
      } else if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      String iso = text.replace(' ', 'T');
      return WITH_OFFSET.matcher(iso).matches() && iso.indexOf('T') > 0
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
