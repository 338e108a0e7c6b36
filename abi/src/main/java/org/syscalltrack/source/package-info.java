// SPDX-License-Identifier: GPL-2.0-only
/**
 * What a source of records is, whatever lies behind it.
 *
 * <p>Depends on nothing: devices implement it, tools use it.
 */
package org.syscalltrack.source;
