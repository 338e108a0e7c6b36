// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.syscalltrack.log.text.Bytes;

/**
 * Where lines go. A batch is one write, so that its lines are visible at once.
 *
 * @param fd of the stream if it is a file of this process, to notice that its reader has gone; else
 *     {@link org.syscalltrack.source.RecordSource#NO_OUTPUT}
 * @param closed whether nobody will read any more what is written
 */
public record Output(OutputStream stream, int fd, BooleanSupplier closed) {
  boolean isClosed() {
    return closed.getAsBoolean();
  }

  public void write(String text) throws IOException {
    write(new Bytes().put(text));
  }

  public void write(Bytes text) throws IOException {
    text.writeTo(stream);
    stream.flush();
  }
}
