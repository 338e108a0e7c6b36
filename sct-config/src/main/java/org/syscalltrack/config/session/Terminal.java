// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;

/** The person at the terminal, if there is one. */
public interface Terminal {
  /** The answer to a question, or null if nobody is there. */
  String ask(String question);

  /** Lets the person edit a file, with the program that their environment names; its status. */
  default int edit(Path file) throws IOException {
    // Words of their own, as in EDITOR="emacs -nw".
    String editor = "set -f; exec ${VISUAL:-${EDITOR:-$(command -v editor || echo vi)}} \"$1\"";
    try {
      return new ProcessBuilder("sh", "-c", editor, "sh", file.toString())
          .inheritIO()
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The terminal of this process. */
  static String ofProcess(String question) {
    Console console = System.console();
    return console == null ? null : console.readLine("%s", question);
  }
}
