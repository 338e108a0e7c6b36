// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.load;

import org.syscalltrack.lang.source.SourceText;

/** Gives the files that rule files include. */
public interface SourceLoader {
  /**
   * Reads a file.
   *
   * @param from the including file
   * @param name as written there
   */
  SourceText load(SourceText from, String name) throws SourceException;
}
