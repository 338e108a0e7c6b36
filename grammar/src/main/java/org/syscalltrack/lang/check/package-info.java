// SPDX-License-Identifier: GPL-2.0-only
/**
 * Rules as written to rules without errors: names, types, values, and what makes sense together.
 *
 * <p>Depends on ast, diag, format, ir, syscalls, table and view.
 */
package org.syscalltrack.lang.check;
