// SPDX-License-Identifier: GPL-2.0-only
/**
 * Names, columns and phrases for people.
 *
 * <p>Depends on the binary format and the data of system calls.
 */
package org.syscalltrack.config.text;
