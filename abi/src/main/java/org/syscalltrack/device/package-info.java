// SPDX-License-Identifier: GPL-2.0-only
/**
 * The two devices of the kernel modules, as Java objects.
 *
 * <p>{@link org.syscalltrack.device.ControlDevice} loads, fetches and removes rule tables; {@link
 * org.syscalltrack.device.LogDevice} reads events. Both speak to the kernel through {@link
 * org.syscalltrack.device.Libc} alone, which tests replace. JNA is loaded by the first real call,
 * not before: a tool that never opens a device does not pay for it.
 */
package org.syscalltrack.device;
