// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.view.Derivation;

/**
 * What somebody is asked about is a file, and not the string or the number that leads to it: the
 * same string may lead to another file from another directory, and a descriptor to any.
 */
final class AskedAbout {
  private final List<Syscall> calls;
  private final Phase phase;

  AskedAbout(List<Syscall> calls, Phase phase) {
    this.calls = calls;
    this.phase = phase;
  }

  /** Has questions say the paths of all parameters, as far as there is room. */
  void addPaths(Slots slots) {
    for (String field : List.of(Derivation.PATH, Derivation.FD)) {
      for (int place = 1; place <= SctAbi.MAX_PARAMS; place++) {
        if (has(place, field)) {
          slots.index(Derived.at(place, field));
        }
      }
    }
  }

  private boolean has(int place, String field) {
    for (Syscall call : calls) {
      List<Parameter> parameters = call.parameters();
      if (place <= parameters.size()) {
        String name = parameters.get(place - 1).name();
        if (Derivation.field(call, call.firstAbi(), name, field, phase) != null) {
          return true;
        }
      }
    }
    return false;
  }
}
