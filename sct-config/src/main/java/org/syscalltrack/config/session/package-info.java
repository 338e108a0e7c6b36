// SPDX-License-Identifier: GPL-2.0-only
/**
 * What a command works with: the options, the streams, the device, and what it ends with.
 *
 * <p>Depends on the devices and what the tools share.
 */
package org.syscalltrack.config.session;
