// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command line of sct_config: from the arguments to the command.
 *
 * <p>Depends on all of sct_config.
 */
package org.syscalltrack.config.cli;
