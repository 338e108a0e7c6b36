// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Reach;
import org.syscalltrack.lang.ast.ByteString;

/** A path that rules are about; {@code struct sct_object}. */
public record TableObject(ByteString path, int set, Reach reach, Hold hold) {}
