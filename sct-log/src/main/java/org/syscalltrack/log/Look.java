// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

/**
 * How lines are to look, whatever their form.
 *
 * @param decoder null: numbers stay numbers
 */
record Look(TimeStamp time, Colours colours, Decoder decoder) {
  /** Nothing but what the log_format says. */
  static final Look PLAIN = new Look(TimeStamp.NONE, Colours.OFF, null);
}
