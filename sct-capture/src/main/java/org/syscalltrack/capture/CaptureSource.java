// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource;

/**
 * Records from captures, each frame a batch. What cannot be read is said, and all else is given; so
 * are records of frames that may hold some of the time that is wanted.
 */
public final class CaptureSource implements RecordSource {
  /** Of no records. */
  private static final CaptureOrigin NOWHERE =
      new CaptureOrigin(new OriginInfo("", "", "", "", "", 0, 0));

  private final Deque<Path> files;
  private final long sinceNs;
  private final long untilNs;
  private final Consumer<String> remarks;
  private final Map<OriginInfo, CaptureOrigin> origins = new HashMap<>();
  private final InputFrames input;

  private OpenFile file;
  private CaptureOrigin origin;
  private boolean damaged;
  private volatile boolean woken;

  /** Of the latest record so far, and its recording. */
  private long latestNs = Long.MIN_VALUE;

  private String latestRecording;
  private String recording;

  /** What the last START has named. */
  private String begun;

  private boolean overlapSaid;

  private CaptureSource(
      Deque<Path> files, InputFrames input, long sinceNs, long untilNs, Consumer<String> remarks) {
    this.files = files;
    this.input = input;
    this.sinceNs = sinceNs;
    this.untilNs = untilNs;
    this.remarks = remarks;
  }

  /**
   * Opens captures.
   *
   * @param names files, directories, or {@code -} alone for the stream
   * @param sinceNs since 1970: earlier records need not be given
   * @param untilNs likewise: later records are not given
   * @param remarks are told what a user should know
   */
  public static CaptureSource open(
      List<String> names, InputStream in, long sinceNs, long untilNs, Consumer<String> remarks)
      throws CaptureException {
    if (names.contains(OpenFile.STDIN)) {
      if (names.size() > 1) {
        throw new CaptureException("standard input (-) cannot be read together with files");
      }
      InputFrames input = new InputFrames(Channels.newChannel(in));
      return new CaptureSource(new ArrayDeque<>(), input, sinceNs, untilNs, remarks);
    }
    Deque<Path> files = new ArrayDeque<>();
    CaptureFiles.find(names, remarks).forEach(named -> files.add(named.path()));
    return new CaptureSource(files, null, sinceNs, untilNs, remarks);
  }

  /** Whether something was changed, or is missing in the middle, in what was read so far. */
  public boolean isDamaged() {
    return damaged;
  }

  @Override
  public Ready await(int outputFd, int timeoutMs) throws CaptureException {
    if (input != null && !woken) {
      boolean patient = timeoutMs == NO_TIMEOUT || timeoutMs > SLICE_MS;
      if (!input.await(patient ? SLICE_MS : timeoutMs) && !woken) {
        return Ready.NOTHING;
      }
    }
    return woken ? Ready.WOKEN : Ready.RECORDS;
  }

  @Override
  public void wake() {
    woken = true;
    if (input != null) {
      input.wake();
    }
  }

  @Override
  public Batch read() throws CaptureException {
    while (true) {
      if (input != null && !input.await(0)) {
        return new Batch(ByteBuffer.allocate(0), origin == null ? NOWHERE : origin);
      }
      if (file == null && !openNext()) {
        return null;
      }
      FrameReader.Item item = input == null ? file.next() : input.next();
      if (item instanceof FrameReader.Item.Whole whole) {
        Batch batch = take(whole.frame());
        if (batch != null) {
          return batch;
        }
      } else if (item instanceof FrameReader.Item.Damaged bad) {
        damaged = true;
        remarks.accept(
            "%s: byte %d: %d bytes are damaged, and what they held is not shown"
                .formatted(file.name(), bad.offset(), bad.bytes()));
      } else if (item instanceof FrameReader.Item.Cut cut) {
        remarks.accept(
            "%s: byte %d: it is cut off within a frame, or still being written; all before is shown"
                .formatted(file.name(), cut.offset()));
        closeFile();
      } else if (item instanceof FrameReader.Item.End end) {
        if (!end.closed() && !damaged) {
          remarks.accept(
              file.name() + ": it has no end mark: its recorder was killed, or is still writing");
        }
        closeFile();
      }
    }
  }

  private boolean openNext() throws CaptureException {
    if (input != null) {
      file = input.file();
    } else if (!files.isEmpty()) {
      file = OpenFile.open(files.remove());
    }
    if (file == null) {
      return false;
    }
    if (file.isHeadDamaged()) {
      damaged = true;
      remarks.accept(file.name() + ": byte 0: the first 16 bytes are damaged; the rest is shown");
    }
    if (!file.start().recording().equals(recording)) {
      recording = file.start().recording();
      overlapSaid = false;
      origins.clear();
    }
    if (input == null && sinceNs != Long.MIN_VALUE) {
      startAt(file.index());
    }
    return true;
  }

  /** Leaves out what the index says is too old, but not the tables. */
  private void startAt(Index index) throws CaptureException {
    if (index == null) {
      return;
    }
    Index.Entry begin = index.since(sinceNs);
    if (begin == null) {
      file.seekToEnd();
      return;
    }
    for (Index.Entry entry : index.before(begin.offset())) {
      Frame frame = file.frameAt(entry);
      if (frame != null) {
        take(frame);
      }
    }
    file.seek(begin.offset());
  }

  private void closeFile() throws CaptureException {
    if (file != null) {
      file.close();
      file = null;
    }
    if (input != null) {
      input.end();
    }
  }

  /** The records of the frame, or null if it has none that are wanted. */
  private Batch take(Frame frame) throws CaptureException {
    switch (frame.type()) {
      case START -> {
        // A bundle may hold several recordings, of which one may not have the tables of another.
        String named = Start.read(file.payload(frame)).recording();
        if (!named.equals(begun)) {
          begun = named;
          origins.clear();
        }
      }
      case ORIGIN -> begin(OriginInfo.read(file.payload(frame)));
      case TABLE -> {
        if (origin != null) {
          origin.add(frame.from(), file.payload(frame));
        }
      }
      case RECORDS -> {
        if (frame.to() >= sinceNs && frame.from() <= untilNs && origin != null) {
          noteTime(frame);
          ByteBuffer bytes = ByteBuffer.wrap(file.payload(frame)).order(origin.info().order());
          return new Batch(frame.to() > untilNs ? upTo(bytes) : bytes, origin);
        }
      }
      default -> {}
    }
    return null;
  }

  private void begin(OriginInfo info) throws CaptureException {
    String unreadable = info.unreadable();
    if (unreadable != null) {
      throw new CaptureException(file.name() + ": " + unreadable);
    }
    origin = origins.computeIfAbsent(info, CaptureOrigin::new);
  }

  private void noteTime(Frame frame) {
    if (latestNs > frame.from()
        && !overlapSaid
        && latestRecording != null
        && !latestRecording.equals(recording)) {
      overlapSaid = true;
      remarks.accept(
          file.name()
              + ": it overlaps in time with the recording before; they are shown one after the"
              + " other");
    }
    if (frame.to() > latestNs) {
      latestNs = frame.to();
      latestRecording = overlapSaid ? latestRecording : recording;
    }
  }

  /** Without the records that are later than wanted. */
  private ByteBuffer upTo(ByteBuffer bytes) {
    ByteBuffer kept = ByteBuffer.allocate(bytes.remaining()).order(bytes.order());
    RecordWalk walk = new RecordWalk(bytes);
    while (walk.next()) {
      if (walk.timeNs() + origin.epochOffsetNs() <= untilNs) {
        kept.put(bytes.array(), walk.offset(), walk.end() - walk.offset());
      }
    }
    return kept.flip();
  }

  @Override
  public void close() throws CaptureException {
    closeFile();
  }
}
