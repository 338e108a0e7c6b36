// SPDX-License-Identifier: GPL-2.0-only
/**
 * Rule files: how their text is read, and what is said where it cannot be.
 *
 * <p>Depends on source and diag.
 */
package org.syscalltrack.lang.load;
