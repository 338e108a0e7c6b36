// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.util.List;

/** A configuration cannot be followed. Each problem is a line for a person. */
public final class SinkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isContent;

  /**
   * @param isContent whether it is about what the file says, not about what there is around it
   */
  SinkException(List<String> problems, boolean isContent) {
    super(String.join("\n", problems));
    this.isContent = isContent;
  }

  /** Whether the configuration is wrong; else something that it needs is not to be had. */
  public boolean isContent() {
    return isContent;
  }
}
