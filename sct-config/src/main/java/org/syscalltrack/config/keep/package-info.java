// SPDX-License-Identifier: GPL-2.0-only
/**
 * The directory of the rules that are in force from boot on, and how it differs from those that the
 * kernel has.
 *
 * <p>Depends on session, files, the devices and the rule language.
 */
package org.syscalltrack.config.keep;
