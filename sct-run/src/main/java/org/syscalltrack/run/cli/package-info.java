// SPDX-License-Identifier: GPL-2.0-only
/** The process that sct_run starts beside itself: rules in, lines out. */
package org.syscalltrack.run.cli;
