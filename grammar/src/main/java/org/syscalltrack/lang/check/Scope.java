// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Item;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.WarningCode;

/**
 * The lists and macros of a file and of those that it includes, known to the rules behind them. The
 * names in a macro mean what they mean in the rule that uses it.
 */
public final class Scope {
  private final Diagnostics diagnostics;
  private final Map<String, Item.ListNode> lists = new HashMap<>();
  private final Map<String, Item.MacroNode> macros = new HashMap<>();
  private final Map<String, Name> names = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private Field.LogFormat defaultFormat;

  public Scope(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  public void define(Item.ListNode list) {
    if (declare(list.name())) {
      lists.put(list.name().text(), list);
    }
  }

  public void define(Item.MacroNode macro) {
    if (declare(macro.name())) {
      macros.put(macro.name().text(), macro);
    }
  }

  public void define(Item.DefaultNode node) {
    defaultFormat = node.format();
  }

  private boolean declare(Name name) {
    String text = name.text();
    boolean builtIn =
        text.equals("NULL")
            || text.equals(Term.ObjectOf.EXE)
            || Params.WORDS.contains(text)
            || Constants.find(text) != null
            || Arrays.stream(Var.values()).anyMatch(var -> var.text().equals(text));
    if (builtIn) {
      diagnostics.error(
          ErrorCode.RESERVED_NAME, name.span(), "'" + text + "' has a meaning already");
      return false;
    }
    Name first = names.putIfAbsent(text, name);
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(ErrorCode.DEFINED_TWICE, name.span(), "'" + text + "' is defined twice")
              .with(first.span()));
      return false;
    }
    return true;
  }

  /** The list of that name, or null. */
  Item.ListNode list(String name) {
    used.add(name);
    return lists.get(name);
  }

  /** The macro of that name, or null. */
  Item.MacroNode macro(String name) {
    used.add(name);
    return macros.get(name);
  }

  /** For suggestions. */
  List<String> names() {
    return new ArrayList<>(names.keySet());
  }

  /** What LOG rules without log_format log; null: what they always did. */
  Field.LogFormat defaultFormat() {
    return defaultFormat;
  }

  /** Warns of what no rule used. */
  public void warnUnused() {
    for (Name name : names.values()) {
      if (!used.contains(name.text())) {
        diagnostics.add(
            Diagnostic.warning(
                WarningCode.UNUSED_DEFINITION,
                name.span(),
                "'" + name.text() + "' is not used by any rule"));
      }
    }
  }
}
