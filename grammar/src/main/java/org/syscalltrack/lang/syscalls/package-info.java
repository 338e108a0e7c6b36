// SPDX-License-Identifier: GPL-2.0-only
/**
 * The data of syscalls/: numbers, parameters, families, groups, structures.
 *
 * <p>Depends on the binary format.
 */
package org.syscalltrack.lang.syscalls;
