// SPDX-License-Identifier: GPL-2.0-only
/**
 * The rule table: its parts, its bytes, its listing.
 *
 * <p>Depends on the binary format, on ast for strings of bytes, and on syscalls for names.
 */
package org.syscalltrack.lang.table;
