// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.view.ListPart;

/**
 * The macros of log_format: some of the event as a whole, one for each variable, and one for each
 * parameter and for what is made of it.
 */
public sealed interface Macro {
  /** The kind of {@code %env(LD_PRELOAD)}. */
  String ENV = "ENV";

  /** The kind of what an object is, or what an operation is done to. */
  String OBJECT = "OBJECT";

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
    PARAMS,
    /** When the event was made. */
    TIME,
    /** Of the table that the rule belongs to. */
    GENERATION;

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

  /**
   * A parameter, or what is made of it: {@code %params[2]}, {@code %params[2].ip}, {@code
   * %path[1]}, {@code %fd[1]}; or by its name, {@code %params.sig}. Or what the operation is done
   * to, {@code %object.port}.
   *
   * @param kind PARAMS, PATH, FD, OBJECT or ENV
   * @param index from 1; 0 with a name
   * @param name null with an index
   * @param field its part, or empty; of ENV, the variable's name
   */
  record OfParam(String kind, int index, String name, String field) implements Macro {
    @Override
    public String word() {
      if (kind.equals(ENV)) {
        return "env(" + field + ")";
      }
      String element =
          kind.toLowerCase(Locale.ROOT) + (name == null ? "[" + index + "]" : "." + name);
      return field.isEmpty() || ListPart.isItem(field) ? element + field : element + "." + field;
    }

    /** What it shows, as filters name it. */
    public Derived shown() {
      boolean ofOperation = kind.equals(OBJECT) && field.isEmpty();
      return ofOperation ? Derived.ofOperation(name) : new Derived(index, name, derived());
    }

    /** What is made of the parameter; empty for the parameter itself. */
    public String derived() {
      if (kind.equals(ENV)) {
        return ListPart.env(field);
      } else if (kind.equals(Var.PARAMS.text())) {
        return field;
      }
      return field.isEmpty() ? kind : kind + "." + field;
    }
  }

  /** The macro of that word, or null; those with an index are {@link LogFormat}'s. */
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
