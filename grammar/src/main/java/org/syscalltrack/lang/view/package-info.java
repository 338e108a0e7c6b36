// SPDX-License-Identifier: GPL-2.0-only
/**
 * How a rule sees a call: what can be made of its parameters, and whose parameters those of a view
 * are.
 *
 * <p>Depends on syscalls and table, which know nothing of each other's meaning.
 */
package org.syscalltrack.lang.view;
