// SPDX-License-Identifier: GPL-2.0-only
/**
 * Filters with their names resolved and their types known.
 *
 * <p>Depends on ast, source, syscalls, table and view.
 */
package org.syscalltrack.lang.ir;
