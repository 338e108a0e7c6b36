// SPDX-License-Identifier: GPL-2.0-only
/**
 * sctlog: shows the events of the log device.
 *
 * <p>A batch of bytes from {@link org.syscalltrack.device.LogDevice} goes through {@link
 * org.syscalltrack.log.RecordDecoder} to records, through an {@link
 * org.syscalltrack.log.EventFormatter} to text, and out; {@link org.syscalltrack.log.Tail} is the
 * loop. A new form of output is a new {@code EventFormatter}.
 */
package org.syscalltrack.log;
