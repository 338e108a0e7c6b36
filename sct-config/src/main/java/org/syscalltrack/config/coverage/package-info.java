// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that says by which doors rules are come to, and by which not.
 *
 * <p>Depends on session, files, text, the devices and the rule language.
 */
package org.syscalltrack.config.coverage;
