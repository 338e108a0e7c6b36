// SPDX-License-Identifier: GPL-2.0-only
/**
 * Statistics that stand on a whole screen and change: what the screen shows is worked out without a
 * terminal, which JLine knows.
 *
 * <p>Depends on summary and what is below it.
 */
package org.syscalltrack.log.top;
