// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import org.syscalltrack.abi.Priority;

/**
 * What a rule says of itself to those who read its events.
 *
 * @param tags in the order written
 * @param description null if there is none
 */
public record About(Priority priority, List<String> tags, String description) {}
