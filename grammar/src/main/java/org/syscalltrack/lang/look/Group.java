// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.table.Automaton;

/**
 * The keys of a call's rules that are about one string, and the automaton that finds them.
 *
 * <p>Of each key a piece of one literal is enough: the one that the fewest others have, for the
 * rule's own program decides in the end. So an automaton is never large: some bytes for each key.
 */
final class Group {
  /** How long a piece is at most; shorter ones if they lead into each other too often. */
  private static final int[] LENGTHS = {12, 8, 6, 4, 3, 2};

  /**
   * A task's name, with its begin and end: whoever has another first letter is told by one step.
   */
  private static final int NAME = 18;

  /** In a long literal a piece is looked for at so many places from either end. */
  private static final int PLACES = 128;

  private record Entry(int rule, Key key) {}

  private record Piece(int[] literal, int from, int to) {}

  private final boolean isName;
  private final List<Entry> entries = new ArrayList<>();

  Group(boolean isName) {
    this.isName = isName;
  }

  void add(int rule, List<Key> keys) {
    for (Key key : keys) {
      entries.add(new Entry(rule, key));
    }
  }

  /** Whether it is about the same rules, by the same keys; they are made once for each rule. */
  boolean isLike(Group other) {
    if (isName != other.isName || entries.size() != other.entries.size()) {
      return false;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry a = entries.get(i);
      Entry b = other.entries.get(i);
      if (a.rule() != b.rule() || a.key() != b.key()) {
        return false;
      }
    }
    return true;
  }

  Automaton automaton(int rules) {
    boolean fold = entries.stream().anyMatch(e -> e.key().compare().fold());
    for (int length : LENGTHS) {
      Automaton automaton = automaton(rules, fold, isName ? Math.max(length, NAME) : length);
      if (automaton != null) {
        return automaton;
      }
    }
    throw new IllegalStateException("pieces of two symbols need no transitions");
  }

  private Automaton automaton(int rules, boolean fold, int length) {
    Map<Long, Integer> counts = count(fold, length);
    Trie trie = new Trie();
    Grams grams = new Grams();
    long symbols = 0;
    boolean anchored = true;
    for (int i = entries.size() - 1; i >= 0; i--) {
      Piece piece = rarest(entries.get(i).key(), fold, length, counts);
      trie.add(folded(piece.literal(), fold), piece.from(), piece.to(), entries.get(i).rule());
      grams.add(piece.literal(), piece.from(), piece.to());
      symbols += piece.to() - piece.from();
      anchored &= piece.literal()[piece.from()] == Literals.BEGIN;
    }
    trie.finish();
    return AutomatonBuilder.build(
        trie, isName ? new Grams() : grams, fold, rules, anchored, 8 * symbols + 4096);
  }

  private static int[] folded(int[] literal, boolean fold) {
    int[] result = literal.clone();
    for (int i = 0; fold && i < result.length; i++) {
      result[i] = Literals.fold(result[i]);
    }
    return result;
  }

  private Map<Long, Integer> count(boolean fold, int length) {
    Map<Long, Integer> counts = new HashMap<>();
    for (Entry entry : entries) {
      for (int[] literal : entry.key().literals()) {
        int last = Math.max(0, literal.length - length);
        for (int from = 0; from <= last; from = next(from, last)) {
          counts.merge(hash(literal, from, end(literal, from, length), fold), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static int next(int from, int last) {
    return from == PLACES ? Math.max(from + 1, last - PLACES) : from + 1;
  }

  private static int end(int[] literal, int from, int length) {
    return Math.min(literal.length, from + length);
  }

  private static long hash(int[] literal, int from, int to, boolean fold) {
    long h = to - from;
    for (int i = from; i < to; i++) {
      h = (h ^ (fold ? Literals.fold(literal[i]) : literal[i])) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 29;
    }
    return h;
  }

  /** Of those that are as rare, the longest; of these the first. */
  private static Piece rarest(Key key, boolean fold, int length, Map<Long, Integer> counts) {
    Piece best = null;
    int least = Integer.MAX_VALUE;
    for (int[] literal : key.literals()) {
      int last = Math.max(0, literal.length - length);
      for (int from = 0; from <= last; from = next(from, last)) {
        int to = end(literal, from, length);
        int count = counts.get(hash(literal, from, to, fold));
        if (count < least || count == least && to - from > best.to() - best.from()) {
          best = new Piece(literal, from, to);
          least = count;
        }
      }
    }
    return best;
  }
}
