// SPDX-License-Identifier: GPL-2.0-only
/**
 * Looks: which strings of a call tell what rules may match, and the automata that find it out.
 *
 * <pre>
 *   LookPlanner        the rules of each call to looks
 *   Keys, Key          what a filter needs of one of its strings
 *   Literals           what a comparison needs a string to contain
 *   AutomatonBuilder   literals to an automaton: Trie, SlotTable
 * </pre>
 *
 * <p>Depends on table, ir and what these need.
 */
package org.syscalltrack.lang.look;
