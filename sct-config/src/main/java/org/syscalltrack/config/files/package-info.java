// SPDX-License-Identifier: GPL-2.0-only
/**
 * Rule files, compiled, listed, and told where they come from: check, dump.
 *
 * <p>Depends on session and the rule language.
 */
package org.syscalltrack.config.files;
