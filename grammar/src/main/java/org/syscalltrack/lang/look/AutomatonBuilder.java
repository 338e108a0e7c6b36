// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.table.Automaton;

/**
 * A trie as an automaton (Aho-Corasick) with as few transitions as possible: what the last two
 * symbols tell is in one small table for all states, and a state has only those that lead deeper.
 */
final class AutomatonBuilder {
  private static final int HEAD_WORDS = SctAbi.AUTOMATON_SIZE / Integer.BYTES;

  private final Trie trie;
  private final Grams grams;
  private final boolean fold;
  private final int[] classOf = new int[Literals.BEGIN + 1];
  private int classes;

  /** By node, those that a state has, as class and node in turn; null: none. */
  private final int[][] transitions;

  private final int[] list;
  private final int[] base;
  private final SlotTable slots = new SlotTable();
  private int[] lists = new int[64];
  private int listsEnd = 1;

  private AutomatonBuilder(Trie trie, Grams grams, boolean fold) {
    this.trie = trie;
    this.grams = grams;
    this.fold = fold;
    this.transitions = new int[trie.size()][];
    this.list = new int[trie.size()];
    this.base = new int[trie.size()];
  }

  /**
   * The automaton, or null if it needs more transitions than allowed.
   *
   * @param grams of its literals
   * @param fold whether the literals are in small letters, for either case
   * @param rules on each call that it is for
   * @param anchored whether all literals begin with BEGIN
   */
  static Automaton build(
      Trie trie, Grams grams, boolean fold, int rules, boolean anchored, long allowed) {
    AutomatonBuilder builder = new AutomatonBuilder(trie, grams, fold);
    builder.classify();
    if (!builder.connect(allowed)) {
      return null;
    }
    builder.list();
    builder.place();
    return new Automaton(builder.words(rules, anchored));
  }

  /** Each symbol that is in some literal has a class of its own; all others share one. */
  private void classify() {
    boolean[] used = new boolean[Literals.BEGIN + 1];
    for (int node = 1; node < trie.size(); node++) {
      used[trie.symbol(node)] = true;
    }
    used[Literals.END] = true;
    boolean others = false;
    for (int b = 0; b < Literals.BEGIN; b++) {
      others |= !used[symbol(b)];
    }
    classes = others ? 1 : 0;
    for (int b = 0; b < Literals.BEGIN; b++) {
      if (used[b] && symbol(b) == b) {
        classOf[b] = classes++;
      }
    }
    for (int b = 0; b < Literals.BEGIN; b++) {
      classOf[b] = used[symbol(b)] ? classOf[symbol(b)] : 0;
    }
    classOf[Literals.BEGIN] = classes++;
  }

  private int symbol(int b) {
    return fold ? Literals.fold(b) : b;
  }

  /** What follows a node follows each longer one that ends so, unless that has its own. */
  private boolean connect(long allowed) {
    long count = 0;
    int[] merged = new int[2 * classes];
    for (int node : trie.order()) {
      if (trie.depth(node) < 2) {
        continue;
      }
      int[] inherited = trie.depth(trie.fail(node)) < 2 ? null : transitions[trie.fail(node)];
      int n = 0;
      for (int c = trie.firstChild(node); c != Trie.NONE; c = trie.sibling(c)) {
        merged[n++] = classOf[trie.symbol(c)];
        merged[n++] = c;
      }
      int own = n;
      for (int i = 0; inherited != null && i < inherited.length; i += 2) {
        if (!has(merged, own, inherited[i])) {
          merged[n++] = inherited[i];
          merged[n++] = inherited[i + 1];
        }
      }
      transitions[node] = n == 0 ? null : Arrays.copyOf(merged, n);
      count += n / 2;
      if (count > allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(int[] pairs, int count, int clazz) {
    for (int i = 0; i < count; i += 2) {
      if (pairs[i] == clazz) {
        return true;
      }
    }
    return false;
  }

  /** Each node's own list leads to that of the longest literal that ends there as well. */
  private void list() {
    for (int node : trie.order()) {
      int[] rules = trie.rulesAt(node);
      int shorter = list[trie.fail(node)];
      list[node] = shorter;
      if (rules.length > 0) {
        list[node] = listsEnd;
        reserve(2 + rules.length);
        lists[listsEnd++] = rules.length | SctAbi.LIST_BEGINS;
        lists[listsEnd++] = shorter;
        System.arraycopy(rules, 0, lists, listsEnd, rules.length);
        listsEnd += rules.length;
      }
    }
  }

  private void reserve(int more) {
    if (listsEnd + more > lists.length) {
      lists = Arrays.copyOf(lists, 2 * (listsEnd + more));
    }
  }

  private void place() {
    int[] offsets = new int[classes + 1];
    for (int node : trie.order()) {
      int[] t = transitions[node];
      int count = 0;
      for (int i = 0; t != null && i < t.length; i += 2) {
        offsets[count++] = t[i];
      }
      Arrays.sort(offsets, 0, count);
      if (list[node] != 0) {
        offsets[count++] = classes;
      }
      if (count > 0) {
        base[node] = slots.place(offsets, count);
      }
    }
    for (int node = 0; node < base.length; node++) {
      int[] t = transitions[node];
      for (int i = 0; t != null && i < t.length; i += 2) {
        slots.set(base[node] + t[i], state(t[i + 1]));
      }
      if (list[node] != 0) {
        slots.set(base[node] + classes, list[node]);
      }
    }
  }

  private int state(int node) {
    return base[node] | (list[node] != 0 ? SctAbi.STATE_ACCEPTS : 0);
  }

  private int[] words(int rules, boolean anchored) {
    int shift = Math.max(1, 32 - Integer.numberOfLeadingZeros(classes - 1));
    int slotCount = slots.size(classes + 1);
    int pairsAt = HEAD_WORDS;
    int slotsAt = pairsAt + (classes << shift);
    int listsAt = slotsAt + 2 * slotCount;
    int gramsAt = listsAt + listsEnd;
    int size = gramsAt + grams.words();
    int[] words = new int[size + size % 2];
    words[SctAbi.AUTOMATON_WORDS_OFFSET / Integer.BYTES] = words.length;
    words[SctAbi.AUTOMATON_RULES_OFFSET / Integer.BYTES] = rules;
    words[SctAbi.AUTOMATON_SLOTS_OFFSET / Integer.BYTES] = slotCount;
    words[SctAbi.AUTOMATON_LISTS_OFFSET / Integer.BYTES] = listsEnd;
    words[SctAbi.AUTOMATON_CLASSES_OFFSET / Integer.BYTES] = classes;
    words[SctAbi.AUTOMATON_SHIFT_OFFSET / Integer.BYTES] = shift;
    words[SctAbi.AUTOMATON_FLAGS_OFFSET / Integer.BYTES] = anchored ? SctAbi.AUTOMATON_ANCHORED : 0;
    words[SctAbi.AUTOMATON_GRAM_SHIFT_OFFSET / Integer.BYTES] = grams.shift();
    grams.put(words, gramsAt);
    putClasses(words);
    putPairs(words, pairsAt, shift);
    for (int i = 0; i < slotCount; i++) {
      words[slotsAt + 2 * i] = slots.owner(i);
      words[slotsAt + 2 * i + 1] = slots.next(i);
    }
    System.arraycopy(lists, 0, words, listsAt, listsEnd);
    return words;
  }

  private void putClasses(int[] words) {
    ByteBuffer bytes = ByteBuffer.allocate(Literals.BEGIN).order(ByteOrder.nativeOrder());
    for (int b = 0; b < Literals.BEGIN; b++) {
      bytes.put(b, (byte) classOf[b]);
    }
    bytes.asIntBuffer().get(words, SctAbi.AUTOMATON_CLASS_OF_OFFSET / Integer.BYTES, 64);
  }

  private void putPairs(int[] words, int at, int shift) {
    int[] one = new int[classes];
    for (int c = trie.firstChild(Trie.ROOT); c != Trie.NONE; c = trie.sibling(c)) {
      if (trie.symbol(c) != Literals.BEGIN) {
        one[classOf[trie.symbol(c)]] = state(c);
      }
    }
    for (int p = 0; p < classes; p++) {
      System.arraycopy(one, 0, words, at + (p << shift), classes);
    }
    for (int c = trie.firstChild(Trie.ROOT); c != Trie.NONE; c = trie.sibling(c)) {
      int row = at + (classOf[trie.symbol(c)] << shift);
      for (int two = trie.firstChild(c); two != Trie.NONE; two = trie.sibling(two)) {
        words[row + classOf[trie.symbol(two)]] = state(two);
      }
    }
  }
}
