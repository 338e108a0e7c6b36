// SPDX-License-Identifier: GPL-2.0-only
/**
 * Filters evaluated outside the kernel, on the events that it has logged: conditions of {@link
 * org.syscalltrack.lang.ir} mean here what the instructions made of them mean there.
 */
package org.syscalltrack.lang.eval;
