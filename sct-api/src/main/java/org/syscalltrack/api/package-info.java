// SPDX-License-Identifier: GPL-2.0-only
/**
 * sct_run for Java programs: a command under rules, its events as objects.
 *
 * <pre>
 *   rules, command           SctRun       as ProcessBuilder
 *   the command              SctProcess   as Process; waits for the last event, too
 *   what rules saw           SctEvent     with its values, SctValue
 *   what becomes of a call   SctAnswer    given by who is asked
 *   what was wrong           RulesException, SctRunException
 * </pre>
 *
 * <p>The events are decoded by the classes of sctlog; how sct_run is started and how its records
 * come here, {@link org.syscalltrack.api.SctRun} knows.
 *
 * <pre>{@code
 * List<SctEvent> deleted = new ArrayList<>();
 * int status =
 *     new SctRun("make", "clean")
 *         .rules("rule { syscall_name = unlink rule_name = seen action { type = LOG } when = before }")
 *         .onEvent(deleted::add)
 *         .inheritIO()
 *         .start()
 *         .waitFor();
 * }</pre>
 */
package org.syscalltrack.api;
