// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.view;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyMember.Argument;
import org.syscalltrack.lang.syscalls.FamilyMember.Constant;
import org.syscalltrack.lang.syscalls.FamilyMember.Origin;
import org.syscalltrack.lang.syscalls.FamilyMember.Pair;
import org.syscalltrack.lang.syscalls.FamilyMember.Pointee;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/**
 * Finds, for the parameters that a rule saw of a call, whose parameters they are: those of the call
 * itself, and where there is no such one, those of the call that the rule named.
 */
public final class ParamOrigins {
  /** A parameter and the call that it is one of. */
  public record Named(Syscall call, Parameter parameter) {}

  private ParamOrigins() {}

  /** In the order of the view; null where it cannot be known. */
  public static List<Named> of(View view, Syscall made, Abi abi) {
    // Most calls are seen by their own parameters: no family is looked through for these.
    boolean own = view.params().stream().allMatch(seen -> seen.source() == Source.ARG);
    Syscall named = own ? null : named(view, made, abi);
    List<Named> list = new ArrayList<>();
    for (int i = 0; i < view.params().size(); i++) {
      ViewParam seen = view.params().get(i);
      if (seen.source() == Source.ARG && seen.arg() < made.parameters(abi).size()) {
        list.add(new Named(made, made.parameters(abi).get(seen.arg())));
      } else if (seen.source() != Source.ARG && named != null) {
        list.add(new Named(named, named.parameters().get(i)));
      } else {
        list.add(null);
      }
    }
    return list;
  }

  /** The call as which the view shows the one that was made, or null. */
  private static Syscall named(View view, Syscall made, Abi abi) {
    for (String base : FamilyTable.builtIn().bases()) {
      Syscall call = SyscallTable.builtIn().find(base);
      for (FamilyMember line : FamilyTable.builtIn().of(call)) {
        boolean same =
            line.member().equals(made.name()) && (line.abi() == null || line.abi() == abi);
        if (same && shows(line, call, view, made, abi)) {
          return call;
        }
      }
    }
    return null;
  }

  private static boolean shows(FamilyMember line, Syscall base, View view, Syscall made, Abi abi) {
    if (base.parameters().size() != view.params().size()) {
      return false;
    }
    for (int i = 0; i < view.params().size(); i++) {
      Origin origin = line.sources().get(base.parameters().get(i).name());
      if (!isFrom(view.params().get(i), origin, made, abi)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFrom(ViewParam seen, Origin origin, Syscall made, Abi abi) {
    if (origin instanceof Argument argument) {
      return seen.source() == Source.ARG && seen.arg() == made.indexOf(abi, argument.name());
    } else if (origin instanceof Pair pair) {
      return seen.source() == Source.PAIR
          && seen.arg() == made.indexOf(abi, pair.low())
          && seen.arg2() == made.indexOf(abi, pair.high());
    } else if (origin instanceof Constant constant) {
      return seen.source() == Source.CONST && seen.value() == constant.value();
    } else if (origin instanceof Pointee pointee) {
      return seen.source() == Source.DEREF
          && seen.arg() == made.indexOf(abi, pointee.name())
          && seen.value() == pointee.offset();
    }
    return false;
  }
}
