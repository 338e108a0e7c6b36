// SPDX-License-Identifier: GPL-2.0-only
/**
 * The loop: waits for a source, selects, formats, writes, counts, until something ends it.
 *
 * <p>Depends on all of sctlog but cli, and on no source in particular.
 */
package org.syscalltrack.log.tail;
