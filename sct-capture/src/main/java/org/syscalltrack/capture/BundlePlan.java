// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSourceException;

/**
 * What goes into a bundle: of each recording the frames from the START of the file in which the
 * first record is that is wanted, to the first seal behind the last one. Whole are those that say
 * what the records mean and who sealed them; of others the heads suffice for the chain.
 */
public final class BundlePlan {
  /** Says which records are wanted. */
  public interface Chooser {
    /** Whether frames of that time may hold some, in nanoseconds since 1970. */
    boolean mayWant(long fromNs, long toNs);

    /** Whether the one record is, or what is in its place. */
    boolean wants(Batch record) throws RecordSourceException;
  }

  /** A frame that goes into it. */
  static final class Planned {
    private final long number;
    private final FrameType type;
    private final BitSet chosen = new BitSet();
    private boolean whole;

    Planned(Frame frame) {
      this.number = frame.number();
      this.type = frame.type();
      this.whole = type == FrameType.START || type == FrameType.SEAL;
    }

    boolean isWhole() {
      return whole;
    }

    BitSet chosen() {
      return chosen;
    }
  }

  private record Key(String recording, long number) {}

  private final Chooser chooser;
  private final Map<Key, Planned> planned = new HashMap<>();
  private final Map<OriginInfo, CaptureOrigin> origins = new HashMap<>();
  private boolean sealed = true;

  // Of the recording at hand.
  private final List<Planned> frames = new ArrayList<>();
  private CaptureOrigin origin;
  private Planned originAt;
  private final Map<Long, Planned> tables = new HashMap<>();

  private BundlePlan(Chooser chooser) {
    this.chooser = chooser;
  }

  static BundlePlan of(List<CaptureFiles.Named> files, Chooser chooser)
      throws RecordSourceException {
    BundlePlan plan = new BundlePlan(chooser);
    String recording = null;
    for (CaptureFiles.Named named : files) {
      try (OpenFile file = OpenFile.open(named.path())) {
        if (file.isBundle()) {
          throw new CaptureException(
              named.path() + " is a bundle: a bundle is made of captures, not of bundles");
        }
        if (!file.start().recording().equals(recording)) {
          plan.finish(recording);
          recording = file.start().recording();
        }
        plan.follow(file);
      }
    }
    plan.finish(recording);
    return plan;
  }

  boolean isEmpty() {
    return planned.isEmpty();
  }

  /** Whether a seal covers all that is wanted. */
  boolean isSealed() {
    return sealed;
  }

  /** Null: it does not go into it. */
  Planned of(String recording, Frame frame) {
    return planned.get(new Key(recording, frame.number()));
  }

  /** Damage is not looked for: the chain of the bundle will have a gap. */
  private void follow(OpenFile file) throws RecordSourceException {
    boolean more = true;
    while (more) {
      FrameReader.Item item = file.next();
      if (item instanceof FrameReader.Item.Whole whole) {
        take(file, whole.frame());
      } else {
        more = item instanceof FrameReader.Item.Damaged;
      }
    }
  }

  private void take(OpenFile file, Frame frame) throws RecordSourceException {
    Planned next = new Planned(frame);
    frames.add(next);
    switch (frame.type()) {
      case ORIGIN -> {
        OriginInfo info = OriginInfo.read(file.payload(frame));
        if (info.unreadable() != null) {
          throw new CaptureException(file.name() + ": " + info.unreadable());
        }
        origin = origins.computeIfAbsent(info, CaptureOrigin::new);
        originAt = next;
        tables.clear();
      }
      case TABLE -> {
        if (origin != null) {
          origin.add(frame.from(), file.payload(frame));
          tables.put(frame.from(), next);
        }
      }
      case RECORDS -> {
        if (origin != null && chooser.mayWant(frame.from(), frame.to())) {
          choose(ByteBuffer.wrap(file.payload(frame)).order(origin.info().order()), next);
        }
      }
      case START, SEAL, END -> {}
    }
  }

  private void choose(ByteBuffer records, Planned frame) throws RecordSourceException {
    int begin = 0;
    int index = 0;
    for (int end : RecordWalk.ends(records)) {
      ByteBuffer record = records.slice(begin, end - begin).order(records.order());
      if (chooser.wants(new Batch(record.duplicate().order(records.order()), origin))) {
        frame.chosen.set(index);
        originAt.whole = true;
        RecordWalk walk = new RecordWalk(record);
        Planned table = walk.next() && walk.isEvent() ? tables.get(walk.generation()) : null;
        if (table != null) {
          table.whole = true;
        }
      }
      begin = end;
      index++;
    }
  }

  private void finish(String recording) {
    int first = 0;
    while (first < frames.size() && frames.get(first).chosen.isEmpty()) {
      first++;
    }
    if (first < frames.size()) {
      int last = frames.size() - 1;
      while (frames.get(last).chosen.isEmpty()) {
        last--;
      }
      while (last < frames.size() && frames.get(last).type != FrameType.SEAL) {
        last++;
      }
      sealed &= last < frames.size();
      while (first > 0 && frames.get(first).type != FrameType.START) {
        first--;
      }
      for (Planned frame : frames.subList(first, Math.min(last + 1, frames.size()))) {
        planned.put(new Key(recording, frame.number), frame);
      }
    }
    frames.clear();
    tables.clear();
    // The same boot may have had the rules of a generation anew, after a reload of the modules.
    origins.clear();
    origin = null;
    originAt = null;
  }
}
