// SPDX-License-Identifier: GPL-2.0-only
/**
 * Text in the making: bytes of UTF-8, what is escaped for a terminal, strings of JSON.
 *
 * <p>Depends on nothing.
 */
package org.syscalltrack.log.text;
