// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/**
 * {@code rule { ... }}.
 *
 * @param head the word {@code rule}, where messages about the rule as a whole point
 * @param complete false if a syntax error, which has been reported, cost it some fields
 */
public record RuleNode(Span span, Span head, List<Field> fields, boolean complete)
    implements Item {}
