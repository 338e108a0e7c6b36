// SPDX-License-Identifier: GPL-2.0-only
/**
 * Checked rules to a table, and back to text in one canonical form.
 *
 * <p>Depends on all of the rule language but eval.
 */
package org.syscalltrack.lang.compile;
