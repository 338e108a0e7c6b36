// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.util.function.Supplier;

/**
 * How lines are to look, whatever their form.
 *
 * @param decoder null: numbers stay numbers
 * @param inLine what {@code %time} shows
 * @param onRequest for macros that end in {@code :decoded}
 */
public record Look(
    TimeStamp time,
    Colours colours,
    Decoder decoder,
    TimeStamp inLine,
    Supplier<Decoder> onRequest) {
  /** Nothing but what the log_format says. */
  public static final Look PLAIN = new Look(TimeStamp.NONE, Colours.OFF, null);

  /** Without a clock of its own, and errors without the system's words for them. */
  public Look(TimeStamp time, Colours colours, Decoder decoder) {
    this(time, colours, decoder, time, () -> new Decoder(errno -> "error " + errno));
  }
}
