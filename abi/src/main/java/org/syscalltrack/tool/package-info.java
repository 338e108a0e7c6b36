// SPDX-License-Identifier: GPL-2.0-only
/** What the command line tools have in common. */
package org.syscalltrack.tool;
