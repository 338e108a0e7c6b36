// SPDX-License-Identifier: GPL-2.0-only
/**
 * What rules would have done with events that are recorded.
 *
 * <pre>
 *   Try         the command: reads captures, prints what came of it
 *     Replay      takes events, and asks the rules about the calls they are of
 *       Trials      the rules that would have been asked about one kind of event
 *         Trial       one of them, with what the event tells of its values
 *       OpenCall    the call that a thread is in, as far as events tell
 *     Findings    what is counted
 * </pre>
 *
 * <p>Nothing but what was recorded can be tried: calls that no rule logged are not there.
 */
package org.syscalltrack.config.replay;
