// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

/** A parameter of a system call. */
public record Parameter(String name, ParamType type) {
  @Override
  public String toString() {
    return name + ":" + type.text();
  }
}
