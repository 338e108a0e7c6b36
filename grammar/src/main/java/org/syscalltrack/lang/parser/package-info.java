// SPDX-License-Identifier: GPL-2.0-only
/**
 * Text to the rules as written.
 *
 * <p>Depends on ast, diag and source.
 */
package org.syscalltrack.lang.parser;
