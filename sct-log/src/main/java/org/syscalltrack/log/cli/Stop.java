// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

/** A request to end, which wakes whoever waits for something else meanwhile. */
final class Stop {
  private boolean requested;
  private Runnable wake;

  synchronized void request() {
    requested = true;
    if (wake != null) {
      wake.run();
    }
  }

  synchronized boolean isRequested() {
    return requested;
  }

  /** From now on {@code action} runs at a request, at once if there was one. */
  synchronized void onRequest(Runnable action) {
    wake = action;
    if (requested) {
      action.run();
    }
  }

  /** After this no action runs any more: what it works on may be closed. */
  synchronized void detach() {
    wake = null;
  }
}
