// SPDX-License-Identifier: GPL-2.0-only
/**
 * The commands that change what is in force, or fetch it.
 *
 * <p>Depends on session, files, text and the devices.
 */
package org.syscalltrack.config.control;
