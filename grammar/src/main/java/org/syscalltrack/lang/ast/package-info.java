// SPDX-License-Identifier: GPL-2.0-only
/**
 * Rules as they are written.
 *
 * <p>Depends on source.
 */
package org.syscalltrack.lang.ast;
