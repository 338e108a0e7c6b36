// SPDX-License-Identifier: GPL-2.0-only
/**
 * The rules that made the events, and what all events of one rule and call have in common.
 *
 * <p>Depends on record, text, what a source is, and the rule language.
 */
package org.syscalltrack.log.rules;
