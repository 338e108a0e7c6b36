// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

import java.io.Console;

/** The person at the terminal, if there is one. */
public interface Terminal {
  /** The answer to a question, or null if nobody is there. */
  String ask(String question);

  /** The terminal of this process. */
  static String ofProcess(String question) {
    Console console = System.console();
    return console == null ? null : console.readLine("%s", question);
  }
}
