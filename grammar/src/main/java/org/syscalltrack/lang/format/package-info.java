// SPDX-License-Identifier: GPL-2.0-only
/**
 * The log_format: literal text and macros.
 *
 * <p>Depends on the binary format and diag.
 */
package org.syscalltrack.lang.format;
