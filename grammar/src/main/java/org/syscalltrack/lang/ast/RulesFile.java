// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/** One rule file, as written. */
public record RulesFile(Span span, List<Item> items) {}
