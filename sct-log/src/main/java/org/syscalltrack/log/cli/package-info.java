// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command line of sctlog: options to objects, signals, the exit status.
 *
 * <p>Depends on all of sctlog; alone opens a device.
 */
package org.syscalltrack.log.cli;
