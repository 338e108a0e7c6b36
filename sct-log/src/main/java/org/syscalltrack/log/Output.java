// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where lines go. A batch is one write, so that its lines are visible at once.
 *
 * @param fd of the stream if it is a file of this process, to notice that its reader has gone; else
 *     {@link org.syscalltrack.device.LogDevice#NO_OUTPUT}
 */
record Output(OutputStream stream, int fd) {
  void write(CharSequence text) throws IOException {
    stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }
}
