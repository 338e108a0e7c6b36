// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;

/**
 * A system call.
 *
 * @param numbers by ABI number; -1 where the ABI has no such call
 * @param parameters those of the entry that gives the call its prototype
 * @param others those of ABIs whose entry takes other ones
 */
public record Syscall(
    String name,
    List<Integer> numbers,
    List<Parameter> parameters,
    Map<Abi, List<Parameter>> others) {

  /**
   * Whether the call comes back to its caller with a value. Where it does not, there is nothing
   * after the call, and no error can be returned instead of it.
   */
  public boolean returns() {
    return switch (name) {
      case "exit", "exit_group", "sigreturn", "rt_sigreturn" -> false;
      default -> true;
    };
  }

  public boolean isIn(Abi abi) {
    return abi.number() < numbers.size() && numbers.get(abi.number()) >= 0;
  }

  /** The ABI whose entry gives the call its prototype. */
  public Abi firstAbi() {
    for (Abi abi : Abi.values()) {
      if (isIn(abi)) {
        return abi;
      }
    }
    return Abi.X86_64;
  }

  public int number(Abi abi) {
    return numbers.get(abi.number());
  }

  /** What the entry of that ABI takes. */
  public List<Parameter> parameters(Abi abi) {
    return others.getOrDefault(abi, parameters);
  }

  /** Index of the parameter in the entry of that ABI, or -1. */
  public int indexOf(Abi abi, String parameter) {
    List<Parameter> list = parameters(abi);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).name().equals(parameter)) {
        return i;
      }
    }
    return -1;
  }
}
