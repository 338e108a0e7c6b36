// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that rewrites rules of the original syscalltrack.
 *
 * <p>Depends on session, files and the rule language.
 */
package org.syscalltrack.config.migrate;
