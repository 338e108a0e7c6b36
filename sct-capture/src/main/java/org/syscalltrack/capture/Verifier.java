// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether captures are as they were written, in order and without a gap: each frame by its hash,
 * the frames by their chain, the chain by its seals, the records by the kernel's numbers.
 */
public final class Verifier {
  /** The worst that was found. */
  public enum Verdict {
    WHOLE(0, "whole: nothing is missing, and nothing was changed"),
    INCOMPLETE(1, "incomplete: what is there was not changed"),
    CHANGED(4, "DAMAGED OR CHANGED");

    private final int status;
    private final String text;

    Verdict(int status, String text) {
      this.status = status;
      this.text = text;
    }

    /** The exit status that says it. */
    public int status() {
      return status;
    }
  }

  private static final int MOST_PROBLEMS = 20;

  private final String key;
  private final String signer;
  private final Consumer<String> remarks;
  private final StringBuilder report = new StringBuilder();
  private Verdict verdict = Verdict.WHOLE;
  private int problems;

  // Of the recording at hand.
  private Start start;
  private CaptureOrigin origin;
  private LaneOrder lanes;
  private RulesInForce rules;
  private byte[] chain;
  private byte[] sealKey;
  private long frames;
  private long records;
  private long nextFile;
  private long sealed;
  private boolean keyFound;
  private boolean beginIsMissing;
  private boolean afterDamage;

  /**
   * @param key hexadecimal: what the recorder said when it began, or null
   * @param signer hexadecimal: the key of who signed bundles, or null
   * @param remarks are told what is left out
   */
  public Verifier(String key, String signer, Consumer<String> remarks) {
    this.key = key;
    this.signer = signer;
    this.remarks = remarks;
  }

  /** What was found, as lines. */
  public String report() {
    return report.toString();
  }

  public Verdict verify(List<String> names) throws CaptureException {
    boolean captures = false;
    for (CaptureFiles.Named named : CaptureFiles.find(names, remarks)) {
      try (OpenFile file = OpenFile.open(named.path())) {
        if (file.isBundle()) {
          finishRecording();
          start = null;
          verifyBundle(named.path());
          continue;
        }
        captures = true;
        if (start == null || !start.recording().equals(file.start().recording())) {
          finishRecording();
          begin(file);
        }
        follow(file, named.path());
      }
    }
    finishRecording();
    if (captures) {
      report.append(verdict.text).append('\n');
    }
    return verdict;
  }

  private void verifyBundle(Path path) throws CaptureException {
    BundleVerifier bundle = new BundleVerifier(path, key, signer);
    Verdict found = bundle.verify();
    report.append(bundle.report());
    verdict = found.compareTo(verdict) > 0 ? found : verdict;
  }

  private void begin(OpenFile file) {
    start = file.start();
    origin = null;
    lanes = new LaneOrder();
    rules = new RulesInForce();
    chain = null;
    sealKey = null;
    frames = 0;
    records = 0;
    nextFile = 0;
    sealed = 0;
    keyFound = false;
    beginIsMissing = start.file() > 0;
    report.append("recording ").append(start.recording()).append('\n');
  }

  private void finishRecording() {
    if (start == null) {
      return;
    }
    report.append(
        "  %d events, %d lost, in %d frames; %d records are sealed%n"
            .formatted(lanes.events(), lanes.lost(), frames, sealed));
    rules.report(report);
    if (lanes.lost() > 0) {
      found(Verdict.INCOMPLETE, "%d events were lost before they could be recorded", lanes.lost());
    }
    if (rules.missing() > 0) {
      found(Verdict.INCOMPLETE, "the rules of %d generations are not there", rules.missing());
    }
    if (key != null && !keyFound && beginIsMissing) {
      found(
          Verdict.INCOMPLETE,
          "the key belongs to a file that is not here and proves nothing:"
              + " take that which the recorder said of the first one that is");
    } else if (key != null && !keyFound) {
      found(Verdict.CHANGED, "it was not recorded with that key, or was made anew");
    } else if (key == null) {
      report.append("  no --key: who made all of it anew would not be noticed\n");
    }
  }

  private void found(Verdict what, String message, Object... values) {
    verdict = what.compareTo(verdict) > 0 ? what : verdict;
    problems++;
    if (problems <= MOST_PROBLEMS) {
      report.append("  ").append(message.formatted(values)).append('\n');
    } else if (problems == MOST_PROBLEMS + 1) {
      report.append("  and more of that kind\n");
    }
  }

  private void follow(OpenFile file, Path path) throws CaptureException {
    Start begins = file.start();
    if (file.isHeadDamaged()) {
      found(Verdict.CHANGED, "%s: byte 0: the first 16 bytes were changed", path);
    }
    if (begins.file() != nextFile) {
      found(
          Verdict.INCOMPLETE,
          "%s is file %d of its recording: files %d to %d are not here;"
              + " its seals are followed from here on anew",
          path,
          begins.file(),
          nextFile,
          begins.file() - 1);
      chain = null;
      sealKey = null;
      lanes.begin();
    }
    nextFile = begins.file() + 1;
    boolean more = true;
    while (more) {
      FrameReader.Item item = file.next();
      if (item instanceof FrameReader.Item.Whole whole) {
        take(file, whole.frame());
      } else {
        more = note(file, item);
      }
    }
  }

  /** False at the end of the file. */
  private boolean note(OpenFile file, FrameReader.Item item) {
    if (item instanceof FrameReader.Item.Damaged bad) {
      found(
          Verdict.CHANGED,
          "%s: bytes %d to %d were changed: the first bad record is %d, in frame %d",
          file.name(),
          bad.offset(),
          bad.offset() + bad.bytes() - 1,
          records,
          frames);
      afterDamage = true;
      // What was changed may have been a seal, which names the next key.
      sealKey = null;
      return true;
    } else if (item instanceof FrameReader.Item.Cut cut) {
      found(
          Verdict.INCOMPLETE,
          "%s: byte %d: it is cut off, or being written: records from %d on are missing",
          file.name(),
          cut.offset(),
          records);
      sealKey = null;
      return false;
    } else if (item instanceof FrameReader.Item.End end && !end.closed()) {
      found(
          Verdict.INCOMPLETE,
          "%s: byte %d: it has no end mark: records from %d on may be missing",
          file.name(),
          end.offset(),
          records);
      sealKey = null;
    }
    return false;
  }

  private void take(OpenFile file, Frame frame) throws CaptureException {
    checkLink(file, frame);
    chain = frame.hash();
    frames = frame.number() + 1;
    records = frame.firstRecord() + frame.records();
    switch (frame.type()) {
      case START -> begin(Start.read(file.payload(frame)), file);
      case ORIGIN -> {
        OriginInfo info = OriginInfo.read(file.payload(frame));
        if (origin == null || !origin.info().equals(info)) {
          origin = new CaptureOrigin(info);
          lanes.begin();
        }
      }
      case TABLE -> {
        if (origin != null) {
          rules.table(origin, frame.from(), file.payload(frame));
        }
      }
      case RECORDS -> takeRecords(file, frame);
      case SEAL -> checkSeal(file, frame);
      case END -> checkAllSealed(file, frame);
    }
  }

  private void takeRecords(OpenFile file, Frame frame) throws CaptureException {
    if (origin == null) {
      return; // The damage that hid it has been said.
    }
    ByteBuffer bytes = ByteBuffer.wrap(file.payload(frame)).order(origin.info().order());
    if (!isTreeRight(frame, bytes)) {
      found(
          Verdict.CHANGED,
          "%s: byte %d: frame %d is not made of the records that its tree of hashes is made of:"
              + " the first bad record may be %d",
          file.name(),
          frame.offset(),
          frame.number(),
          frame.firstRecord());
    }
    lanes.follow(
        bytes,
        frame.firstRecord(),
        problem ->
            found(Verdict.INCOMPLETE, "%s: frame %d: %s", file.name(), frame.number(), problem));
    rules.follow(origin, bytes);
  }

  /** Whether its root is that of its records; in version 1 there is none. */
  static boolean isTreeRight(Frame frame, ByteBuffer records) {
    if (frame.root() == null) {
      return true;
    }
    MerkleTree tree = MerkleTree.of(records, Frame.digest());
    return tree.size() == frame.records() && Arrays.equals(tree.root(), frame.root());
  }

  /** Whether the frame follows the one before it. */
  private void checkLink(OpenFile file, Frame frame) {
    if (frame.number() < frames
        || !afterDamage && chain != null && !Arrays.equals(frame.previous(), chain)) {
      found(
          Verdict.CHANGED,
          "%s: byte %d: frame %d does not follow frame %d: the first bad record is %d;"
              + " %d frames and %d records were taken out or others put in",
          file.name(),
          frame.offset(),
          frame.number(),
          frames - 1,
          records,
          Math.max(0, frame.number() - frames),
          Math.max(0, frame.firstRecord() - records));
      lanes.begin();
    } else if (afterDamage) {
      report.append(
          "  %d records are lost by that; frame %d is right again%n"
              .formatted(frame.firstRecord() - records, frame.number()));
      lanes.begin();
    }
    afterDamage = false;
  }

  private void begin(Start begins, OpenFile file) {
    if (sealKey != null && !Arrays.equals(sealKey, begins.key())) {
      found(Verdict.CHANGED, "%s: its key is not the one that the last seal names", file.name());
    }
    noteKey(begins.key());
  }

  private void noteKey(byte[] next) {
    sealKey = next;
    keyFound |= key != null && key.equals(Sealer.text(next));
  }

  private void checkSeal(OpenFile file, Frame frame) throws CaptureException {
    Properties seal = Properties.read(file.payload(frame));
    if (sealKey != null && !Sealer.isRight(seal, sealKey, frame.previous())) {
      found(
          Verdict.CHANGED,
          "%s: byte %d: the seal in frame %d is wrong: records from %d on were made anew",
          file.name(),
          frame.offset(),
          frame.number(),
          sealed);
    } else if (sealKey != null) {
      sealed = records;
    }
    noteKey(seal.hex("next_key"));
  }

  /** A file is not closed without a seal: else the last seal could be taken off with a forgery. */
  private void checkAllSealed(OpenFile file, Frame frame) {
    if (sealKey != null && sealed != records) {
      found(
          Verdict.CHANGED,
          "%s: byte %d: records from %d on have no seal: they were made anew",
          file.name(),
          frame.offset(),
          sealed);
    }
  }
}
