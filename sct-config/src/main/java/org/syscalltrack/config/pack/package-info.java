// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command for packs: rules for a purpose that come with the tools, put into the directory of
 * those that are in force from boot on.
 *
 * <p>Depends on session, files, keep, text and the rule language.
 */
package org.syscalltrack.config.pack;
