// SPDX-License-Identifier: GPL-2.0-only
/**
 * The half of sctrace that is Java: what it was asked for becomes rules, what comes of them lines
 * in the manner of strace(1), or sums.
 *
 * <pre>
 *   Tracing                from the command line to the end
 *   TraceOptions, Calls    what is wanted
 *   TraceRules             the rules for that
 *   TraceLines             a call's two events, and what is no call, as lines
 *   CallText, SignalText   their parts
 *   CallCounts             sums
 * </pre>
 */
package org.syscalltrack.run.trace;
