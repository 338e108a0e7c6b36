// SPDX-License-Identifier: GPL-2.0-only
/**
 * Statistics: events counted in groups.
 *
 * <p>Depends on facts and what is below it.
 */
package org.syscalltrack.log.summary;
