// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that writes rules in the language of another program, as far as it says the same.
 *
 * <p>Depends on session, files and the rule language.
 */
package org.syscalltrack.config.exporter;
