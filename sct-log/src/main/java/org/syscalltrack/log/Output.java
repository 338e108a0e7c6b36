// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Where lines go. A batch is one write, so that its lines are visible at once.
 *
 * @param fd of the stream if it is a file of this process, to notice that its reader has gone; else
 *     {@link org.syscalltrack.device.LogDevice#NO_OUTPUT}
 */
record Output(OutputStream stream, int fd) {
  void write(String text) throws IOException {
    write(new Bytes().put(text));
  }

  void write(Bytes text) throws IOException {
    text.writeTo(stream);
    stream.flush();
  }
}
