// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that lists the rules in force, or the words of the rule language.
 *
 * <p>Depends on session, text, the devices and the rule language.
 */
package org.syscalltrack.config.list;
