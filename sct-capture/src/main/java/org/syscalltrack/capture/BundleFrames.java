// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.syscalltrack.capture.BundleReader.BadException;
import org.syscalltrack.capture.BundleReader.Item;

/**
 * A bundle as frames of a capture: those that are whole, and of records those that were selected.
 * Nothing is given of a bundle that does not prove what it says.
 */
final class BundleFrames implements AutoCloseable {
  private final Path path;
  private BundleReader reader;

  BundleFrames(Path path) {
    this.path = path;
  }

  /** What its first frame says, as of a recording of its own: it may be read beside its capture. */
  Start start() throws CaptureException, IOException {
    long created = 0;
    try (BundleReader first = BundleReader.open(path)) {
      if (first.next() instanceof Item.Piece piece && piece.frame().type() == FrameType.START) {
        created = Start.read(new FrameCodec().payload(piece.frame())).createdMs();
      }
    } catch (BadException e) {
      created = 0; // Who goes on to read it is told.
    }
    return new Start(Frame.VERSION, "of the bundle " + path, 0, created, 0, new byte[0]);
  }

  FrameReader.Item next() throws CaptureException, IOException {
    try {
      if (reader == null) {
        String bad = new BundleVerifier(path, null, null).firstBad();
        if (bad != null) {
          throw new BadException("%s", bad);
        }
        reader = BundleReader.open(path);
      }
      for (Item item = reader.next(); item != null; item = reader.next()) {
        Frame frame = item instanceof Item.Piece piece ? frame(piece) : null;
        if (frame != null) {
          return new FrameReader.Item.Whole(frame);
        }
      }
      return new FrameReader.Item.End(reader.begin(), true);
    } catch (BadException e) {
      throw new CaptureException(
          e.getMessage() + "; nothing of the bundle is shown: get it again from who made it");
    }
  }

  /** Null if there is nothing to show of it. */
  private static Frame frame(Item.Piece piece) {
    Frame frame = piece.frame();
    if (frame.type() != FrameType.RECORDS) {
      return piece.whole() ? frame : null;
    }
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    piece.chosen().forEach(chosen -> records.writeBytes(chosen.record()));
    return records.size() == 0 ? null : frame.withRecords(records.toByteArray());
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
