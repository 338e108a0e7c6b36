// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;

/** {@code sct_config check FILE...}: says what is wrong, and nothing else. */
public final class Check {
  private Check() {}

  public static int run(Session session) {
    return RuleFiles.compile(session) == null ? ExitStatus.RULES_WRONG : ExitStatus.OK;
  }
}
