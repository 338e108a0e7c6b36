// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.diag;

/** The nearest of many names, for "did you mean": edit distance with swaps. */
public final class Suggestion {
  private Suggestion() {}

  /** A hint, or null if no candidate is near enough. */
  public static String hint(String word, Iterable<String> candidates) {
    String best = nearest(word, candidates);
    return best == null ? null : "did you mean '" + best + "'?";
  }

  /** The nearest candidate within a third of the word's length (at least one), or null. */
  public static String nearest(String word, Iterable<String> candidates) {
    String best = null;
    int bestDistance = Math.max(1, word.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) < bestDistance) {
        int distance = candidate.equalsIgnoreCase(word) ? 0 : distance(word, candidate);
        if (distance < bestDistance) {
          bestDistance = distance;
          best = candidate;
        }
      }
    }
    return best;
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
