// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.List;

/** A whole rule table; {@code text} is the canonical text of its rules. */
public record RuleTable(
    List<TableRule> rules, List<View> views, List<Binding> bindings, String text) {}
