// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.rule;

/**
 * Where something that is imported stands.
 *
 * @param line from 1
 * @param text as it was, of one line or several
 */
public record Source(String file, int line, String text) {
  public String place() {
    return file + ":" + line;
  }
}
