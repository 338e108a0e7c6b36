// SPDX-License-Identifier: GPL-2.0-only
/**
 * Records to lines, as text and as JSON. A new form of output is a new {@link
 * org.syscalltrack.log.format.EventFormatter}.
 *
 * <p>Depends on record, rules, text and the rule language.
 */
package org.syscalltrack.log.format;
