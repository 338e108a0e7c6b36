// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

/**
 * A rule table as the kernel holds it.
 *
 * @param bytes empty if there are no rules
 */
public record Table(long generation, byte[] bytes) {}
