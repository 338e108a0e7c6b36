// SPDX-License-Identifier: GPL-2.0-only
/**
 * The tree of processes, with what each did.
 *
 * <p>Depends on facts and what is below it.
 */
package org.syscalltrack.log.tree;
