// SPDX-License-Identifier: GPL-2.0-only
/**
 * The codes of messages and what they mean, made from messages/.
 *
 * <p>Depends on nothing.
 */
package org.syscalltrack.message;
