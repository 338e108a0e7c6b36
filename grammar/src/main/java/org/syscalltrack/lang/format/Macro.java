// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.syscalltrack.abi.Var;

/** The macros of log_format: four of the event as a whole, and one for each variable. */
public sealed interface Macro {
  /** The word behind {@code %}. */
  String word();

  /** What every event tells by itself. */
  enum OfEvent implements Macro {
    /** The rule's name. */
    RULEID,
    /** Number of the call that was made. */
    SID,
    /** Name of the call that was made. */
    SNAME,
    /** All parameters as the rule sees them. */
    PARAMS;

    @Override
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A variable that the kernel puts into the event because the format asks for it. */
  record OfVariable(Var var) implements Macro {
    @Override
    public String word() {
      return var.text().toLowerCase(Locale.ROOT);
    }
  }

  /** The macro of that word, or null. */
  static Macro find(String word) {
    return Index.BY_WORD.get(word);
  }

  /** All words, as in a message. */
  static List<String> words() {
    return List.copyOf(Index.WORDS);
  }

  /** Built on first use. */
  final class Index {
    private static final Map<String, Macro> BY_WORD = new HashMap<>();
    private static final List<String> WORDS = new ArrayList<>();

    private Index() {}

    static {
      for (OfEvent macro : OfEvent.values()) {
        add(macro);
      }
      for (Var var : Var.values()) {
        if (var != Var.PARAMS) {
          add(new OfVariable(var));
        }
      }
    }

    private static void add(Macro macro) {
      BY_WORD.put(macro.word(), macro);
      WORDS.add(macro.word());
    }
  }
}
