// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

/**
 * What is loaded.
 *
 * @param version of the binary format that the modules speak
 * @param generation of the table in force; 0 if there never was one
 * @param tableSize bytes of the table in force, 0 if there is none
 * @param hookCount kernel functions hooked now
 * @param afterCalls calls in flight that await their after-rules
 * @param epochOffsetNs what makes of a record's time the time since 1970; 0 of old modules
 */
public record Info(
    int version,
    long generation,
    int ruleCount,
    int tableSize,
    int hookCount,
    int afterCalls,
    long epochOffsetNs) {}
