// SPDX-License-Identifier: GPL-2.0-only
/**
 * sctlog: shows the events of the log device.
 *
 * <p>A batch of bytes from {@link org.syscalltrack.device.LogDevice} goes through {@link
 * org.syscalltrack.log.RecordDecoder} to records, past a {@link org.syscalltrack.log.Selection},
 * through an {@link org.syscalltrack.log.EventFormatter} to lines, and out; {@link
 * org.syscalltrack.log.Tail} is the loop. What events of one rule and call have in common is found
 * once, in {@link org.syscalltrack.log.EventKind}. A new form of output is a new {@code
 * EventFormatter}.
 */
package org.syscalltrack.log;
