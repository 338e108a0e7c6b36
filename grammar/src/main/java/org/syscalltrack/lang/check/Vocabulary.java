// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;

/** The words that the checks know, for who lists them. */
public final class Vocabulary {
  private Vocabulary() {}

  public static List<String> ruleFields() {
    return Block.RULE.fields();
  }

  public static List<String> actionFields() {
    return Block.ACTION.fields();
  }

  /** What an element may be of: of a parameter of the call, or of what it leads to. */
  public static List<String> elements() {
    return Params.WORDS;
  }

  /** What can be asked of {@code OBJECT[n]}. */
  public static List<String> objectFields() {
    return ObjectFields.names();
  }

  public static List<String> functions() {
    List<String> names = new ArrayList<>(Functions.NAMES);
    names.addAll(Lists.FUNCTIONS);
    return List.copyOf(names);
  }
}
