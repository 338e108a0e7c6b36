// SPDX-License-Identifier: GPL-2.0-only
/**
 * Rule files of Falco: YAML with lists, macros and rules, their conditions, and the rules that say
 * the same, as far as they can.
 *
 * <p>Depends on importer.rule and the data of system calls.
 */
package org.syscalltrack.config.importer.falco;
