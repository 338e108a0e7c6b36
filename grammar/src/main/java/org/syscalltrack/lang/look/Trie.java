// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.Arrays;

/** Literals as a tree, with for each node the longest other one that its path ends in. */
final class Trie {
  static final int ROOT = 0;
  static final int NONE = -1;

  private int[] symbol = new int[1024];
  private int[] child = new int[1024];
  private int[] sibling = new int[1024];
  private int[] depth = new int[1024];
  private int[] firstRule = new int[1024];
  private int[] fail;
  private int[] order;
  private int size;

  /** Rules at nodes, chained. */
  private int[] rule = new int[1024];

  private int[] nextRule = new int[1024];
  private int rules;

  Trie() {
    node(NONE, 0);
  }

  private int node(int symbolOfIt, int depthOfIt) {
    if (size == symbol.length) {
      symbol = Arrays.copyOf(symbol, 2 * size);
      child = Arrays.copyOf(child, 2 * size);
      sibling = Arrays.copyOf(sibling, 2 * size);
      depth = Arrays.copyOf(depth, 2 * size);
      firstRule = Arrays.copyOf(firstRule, 2 * size);
    }
    symbol[size] = symbolOfIt;
    depth[size] = depthOfIt;
    child[size] = NONE;
    sibling[size] = NONE;
    firstRule[size] = NONE;
    return size++;
  }

  /** Rules are added in descending order. */
  void add(int[] literal, int from, int to, int ruleAtEnd) {
    int at = ROOT;
    for (int i = from; i < to; i++) {
      int next = next(at, literal[i]);
      if (next == NONE) {
        next = node(literal[i], depth[at] + 1);
        sibling[next] = child[at];
        child[at] = next;
      }
      at = next;
    }
    if (firstRule[at] != NONE && rule[firstRule[at]] == ruleAtEnd) {
      return;
    }
    if (rules == rule.length) {
      rule = Arrays.copyOf(rule, 2 * rules);
      nextRule = Arrays.copyOf(nextRule, 2 * rules);
    }
    rule[rules] = ruleAtEnd;
    nextRule[rules] = firstRule[at];
    firstRule[at] = rules++;
  }

  /** No literal is added any more. */
  void finish() {
    order = new int[size];
    fail = new int[size];
    int end = 1;
    for (int i = 0; i < end; i++) {
      int node = order[i];
      for (int c = child[node]; c != NONE; c = sibling[c]) {
        order[end++] = c;
        fail[c] = node == ROOT ? ROOT : longestSuffix(fail[node], symbol[c]);
      }
    }
  }

  private int longestSuffix(int from, int with) {
    int at = from;
    while (true) {
      int next = next(at, with);
      if (next != NONE) {
        return next;
      } else if (at == ROOT) {
        return ROOT;
      }
      at = fail[at];
    }
  }

  int size() {
    return size;
  }

  /** The nodes, shorter ones first. */
  int[] order() {
    return order;
  }

  int depth(int node) {
    return depth[node];
  }

  int symbol(int node) {
    return symbol[node];
  }

  int fail(int node) {
    return fail[node];
  }

  int firstChild(int node) {
    return child[node];
  }

  int sibling(int node) {
    return sibling[node];
  }

  /** The child that the symbol leads to, or NONE. */
  int next(int node, int with) {
    int c = child[node];
    while (c != NONE && symbol[c] != with) {
      c = sibling[c];
    }
    return c;
  }

  /** The rules of the literal that ends at the node, ascending. */
  int[] rulesAt(int node) {
    int count = 0;
    for (int r = firstRule[node]; r != NONE; r = nextRule[r]) {
      count++;
    }
    int[] list = new int[count];
    int i = 0;
    for (int r = firstRule[node]; r != NONE; r = nextRule[r]) {
      list[i++] = rule[r];
    }
    return list;
  }
}
