// SPDX-License-Identifier: GPL-2.0-only
/**
 * The text of a rule file, and pieces of it.
 *
 * <p>Depends on nothing.
 */
package org.syscalltrack.lang.source;
