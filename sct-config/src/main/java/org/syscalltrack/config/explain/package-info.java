// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that says in words what rules do, or why they did not.
 *
 * <p>Depends on session, files, text and the rule language.
 */
package org.syscalltrack.config.explain;
