// SPDX-License-Identifier: GPL-2.0-only
/**
 * Which events are shown.
 *
 * <p>Depends on record, rules and the rule language.
 */
package org.syscalltrack.log.select;
