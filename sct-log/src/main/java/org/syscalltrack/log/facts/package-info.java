// SPDX-License-Identifier: GPL-2.0-only
/**
 * What events tell beyond themselves: who the processes are and whose children, how calls ended,
 * how long they took.
 *
 * <p>Depends on record, rules, text and format.
 */
package org.syscalltrack.log.facts;
