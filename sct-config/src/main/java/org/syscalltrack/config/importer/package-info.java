// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command that brings rules of other programs: a package for each kind of them.
 *
 * <p>Depends on session, files and the packages below it.
 */
package org.syscalltrack.config.importer;
