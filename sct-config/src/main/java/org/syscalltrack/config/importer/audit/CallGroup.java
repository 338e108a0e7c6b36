// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.List;

/**
 * Calls about which one filter can speak: they have their objects in the same places.
 *
 * @param calls of one rule; {@code *} alone for every call
 * @param exact whether families are left out: where audit names calls, it means just these
 * @param objects the expressions for the files that the calls name
 * @param condition which of the calls count, or null if all do
 */
record CallGroup(List<String> calls, boolean exact, List<String> objects, String condition) {
  static final CallGroup EVERY = new CallGroup(List.of("*"), false, List.of(), null);

  boolean isEvery() {
    return calls.equals(List.of("*"));
  }

  boolean isExec() {
    return calls.contains("execve") || calls.contains("execveat");
  }
}
