// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which values make no difference.
 *
 * @param texts what is left out of strings
 */
public record Ignored(Set<Kind> kinds, List<Pattern> texts) {
  /** Kinds of values; each is counted where it differs. */
  public enum Kind {
    PIDS,
    ADDRESSES,
    DESCRIPTORS,
    /** Parts of strings. */
    TEXTS
  }

  /** What a kernel chooses anew in each run. */
  public static final Set<Kind> PRESET = EnumSet.of(Kind.PIDS, Kind.ADDRESSES);

  boolean has(Kind kind) {
    return kind == Kind.TEXTS ? !texts.isEmpty() : kinds.contains(kind);
  }
}
