// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that says how things are, for people, programs and Prometheus.
 *
 * <p>Depends on session, text and the devices.
 */
package org.syscalltrack.config.status;
