// SPDX-License-Identifier: GPL-2.0-only
/**
 * Command lines of strace(1): what they trace, as rules.
 *
 * <p>Depends on importer.rule and the data of system calls.
 */
package org.syscalltrack.config.importer.strace;
