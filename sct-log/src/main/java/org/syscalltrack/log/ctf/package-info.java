// SPDX-License-Identifier: GPL-2.0-only
/**
 * Events as a trace in the Common Trace Format 1.8, for babeltrace2, Trace Compass and their like.
 *
 * <pre>
 *   TraceWriter       a directory with a trace for each boot of a machine
 *     Trace           one of them: its streams, and what their bytes mean
 *       Stream        the events of one lane of a CPU, in packets
 *       EventClass    events of the same call with fields of the same kinds
 *         Shape       of which kind a field is
 *       Tsdl          the language in which the bytes are described
 *         Packed      numbers and texts as bytes
 * </pre>
 *
 * <p>What the bytes mean is found out while they are written, and is written last.
 *
 * <p>Depends on format and what is below it.
 */
package org.syscalltrack.log.ctf;
