// SPDX-License-Identifier: GPL-2.0-only
/**
 * The bytes of a batch, taken apart into records.
 *
 * <p>Depends on the binary format, on what a source is, and on the values that filters read.
 */
package org.syscalltrack.log.record;
