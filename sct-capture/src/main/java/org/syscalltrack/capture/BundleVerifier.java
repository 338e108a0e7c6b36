// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.syscalltrack.capture.BundleReader.BadException;
import org.syscalltrack.capture.BundleReader.Chosen;
import org.syscalltrack.capture.BundleReader.Item;

/**
 * Whether a bundle proves what it says: each record by its path to the root of its frame, the
 * frames by their chain, the chain by its seals, all of it and the statement by the signature. The
 * first thing that is wrong ends it.
 */
final class BundleVerifier {
  private final Path path;
  private final String key;
  private final String signer;
  private final MessageDigest digest = Frame.digest();
  private final StringBuilder report = new StringBuilder();
  private final StringBuilder missing = new StringBuilder();
  private final BundleCounts counts = new BundleCounts();

  private Item last;
  private Properties statement;
  private byte[] statementText;

  // Of the recording at hand.
  private Start start;
  private CaptureOrigin origin;
  private RulesInForce rules = new RulesInForce();
  private byte[] chain;
  private byte[] sealKey;
  private long frames;
  private long records;
  private long sealed;
  private boolean keyFound;

  /**
   * @param key hexadecimal: what a recorder said, or null
   * @param signer hexadecimal: the key of who has signed it, or null
   */
  BundleVerifier(Path path, String key, String signer) {
    this.path = path;
    this.key = key;
    this.signer = signer;
  }

  /** What was found, as lines. */
  String report() {
    return report.toString();
  }

  /** Null if it proves what it says, else the first thing that is wrong. */
  String firstBad() throws CaptureException {
    try (BundleReader reader = BundleReader.open(path)) {
      for (Item item = reader.next(); item != null; item = reader.next()) {
        check(item, reader);
        last = item;
      }
      checkEnd(reader);
      return null;
    } catch (BadException e) {
      return path + ": " + e.getMessage();
    } catch (IOException e) {
      throw OpenFile.failure(path.toString(), e);
    }
  }

  Verifier.Verdict verify() throws CaptureException {
    report.append("bundle ").append(path).append('\n');
    String bad = firstBad();
    if (statement != null && bad == null) {
      describe();
    }
    report.append(missing);
    Verifier.Verdict verdict =
        missing.isEmpty() ? Verifier.Verdict.WHOLE : Verifier.Verdict.INCOMPLETE;
    if (bad != null) {
      report.append("  ").append(bad).append('\n');
      verdict = Verifier.Verdict.CHANGED;
    }
    report.append(
        switch (verdict) {
          case WHOLE -> "proved: these records were recorded so, at these places";
          case INCOMPLETE -> "incomplete: what is there was not changed";
          case CHANGED -> "DAMAGED OR CHANGED";
        });
    report.append('\n');
    return verdict;
  }

  private void describe() {
    report.append(
        "  made %s by %s on %s with %s, of %s%n"
            .formatted(
                statement.shown("created"),
                statement.shown("by"),
                statement.shown("host"),
                statement.shown("tool"),
                statement.shown("captures")));
    report.append("  selected: ").append(statement.shown("selection")).append('\n');
    report.append("  ").append(counts).append('\n');
    rules.report(report);
    report.append("  signed with the key ").append(statement.shown("key")).append('\n');
    if (signer == null) {
      report.append("  no --signer: who made and signed all of it anew would not be noticed\n");
    }
    if (key == null) {
      report.append("  no --key: who recorded all of it anew would not be noticed\n");
    }
  }

  private void missing(String message, Object... values) {
    missing.append("  ").append(message.formatted(values)).append('\n');
  }

  private void check(Item item, BundleReader reader) throws BadException {
    boolean inPlace =
        item instanceof Item.Signature
            ? last instanceof Item.Statement
            : last == null || last instanceof Item.Piece;
    if (!inPlace) {
      throw new BadException("byte %d: that does not belong there", reader.begin());
    }
    if (item instanceof Item.Piece piece) {
      checkFrame(piece);
    } else if (item instanceof Item.Statement said) {
      finishRecording();
      checkStatement(said.text(), reader);
    } else if (item instanceof Item.Signature signed) {
      checkSignature(signed.signature());
    }
  }

  private void checkFrame(Item.Piece piece) throws BadException {
    Frame frame = piece.frame();
    boolean begins = frame.type() == FrameType.START && piece.whole();
    Start named = begins ? Start.read(payload(frame)) : null;
    if (begins && (start == null || !start.recording().equals(named.recording()))) {
      finishRecording();
      begin(frame, named);
    }
    if (start == null) {
      throw new BadException("frame %d: no recording begins with it", frame.number());
    }
    if (frame.number() != frames || frame.firstRecord() != records || !isNext(frame)) {
      throw new BadException(
          "frame %d does not follow frame %d: the chain has a gap there, behind record %d",
          frame.number(), frames - 1, records - 1);
    }
    chain = frame.hash();
    frames = frame.number() + 1;
    records = frame.firstRecord() + frame.records();
    counts.add(frame, piece);
    follow(frame, piece, named);
  }

  private boolean isNext(Frame frame) {
    return chain == null || Arrays.equals(frame.previous(), chain);
  }

  private void begin(Frame frame, Start named) {
    start = named;
    origin = null;
    chain = null;
    sealKey = null;
    frames = frame.number();
    records = frame.firstRecord();
    sealed = records;
    counts.recordings++;
  }

  private void follow(Frame frame, Item.Piece piece, Start named) throws BadException {
    switch (frame.type()) {
      case START -> {
        if (named == null || sealKey != null && !Arrays.equals(sealKey, named.key())) {
          throw new BadException(
              "frame %d: its key is not the one that the last seal names", frame.number());
        }
        noteKey(named.key());
      }
      case ORIGIN -> {
        if (piece.whole()) {
          OriginInfo info = OriginInfo.read(payload(frame));
          origin = origin != null && origin.info().equals(info) ? origin : new CaptureOrigin(info);
        }
      }
      case TABLE -> {
        if (piece.whole() && origin != null) {
          rules.table(origin, frame.from(), payload(frame));
        }
      }
      case RECORDS -> checkRecords(frame, piece);
      case SEAL -> checkSeal(frame, piece);
      case END -> {
        if (sealed != records) {
          throw new BadException("frame %d: there is no seal before it", frame.number());
        }
      }
    }
  }

  private void checkRecords(Frame frame, Item.Piece piece) throws BadException {
    int before = -1;
    MerkleTree.Known known = new MerkleTree.Known(frame.root(), frame.records(), digest);
    for (Chosen chosen : piece.chosen()) {
      long number = frame.firstRecord() + chosen.index();
      if (chosen.index() <= before) {
        throw new BadException(
            "frame %d: record %d stands behind record %d",
            frame.number(), number, frame.firstRecord() + before);
      }
      before = chosen.index();
      if (!piece.whole() && !known.proves(chosen.record(), chosen.index(), chosen.path())) {
        throw new BadException(
            "frame %d: record %d is not proved: it or its path was changed",
            frame.number(), number);
      }
      if (origin == null) {
        throw new BadException(
            "frame %d: where record %d was made is not told", frame.number(), number);
      }
      ByteBuffer bytes = ByteBuffer.wrap(chosen.record()).order(origin.info().order());
      rules.follow(origin, bytes);
      counts.add(bytes);
    }
  }

  private void checkSeal(Frame frame, Item.Piece piece) throws BadException {
    Properties seal = Properties.read(piece.whole() ? payload(frame) : new byte[0]);
    if (!Sealer.isRight(seal, sealKey, frame.previous())) {
      throw new BadException(
          "frame %d: the seal is wrong: records from %d on were made anew", frame.number(), sealed);
    }
    sealed = records;
    noteKey(seal.hex("next_key"));
  }

  private void noteKey(byte[] next) {
    sealKey = next;
    keyFound |= key != null && key.equals(Sealer.text(next));
  }

  private static byte[] payload(Frame frame) {
    return new FrameCodec().payload(frame);
  }

  private void finishRecording() throws BadException {
    if (start == null) {
      return;
    }
    if (sealed != records) {
      missing("records from %d on have no seal: they were not sealed yet", sealed);
    }
    if (key != null && !keyFound) {
      throw new BadException(
          "it was not recorded with that key, or was made anew: take that which the recorder said"
              + " of the first file that records were taken from");
    }
    keyFound = false;
  }

  private void checkStatement(byte[] text, BundleReader reader) throws BadException {
    statementText = text;
    statement = Properties.read(text);
    if (start == null || statement.number("syscalltrack_bundle") != BundleReader.VERSION) {
      throw new BadException("byte %d: that is no statement of a bundle", reader.begin());
    }
    counts.checkAgainst(statement);
    if (!HexFormat.of().formatHex(reader.contentHash()).equals(statement.text("content"))) {
      throw new BadException(
          "the statement is of other content: something before it was changed, or the statement");
    }
    if (counts.lost > 0) {
      missing("%d events were lost before they could be recorded", counts.lost);
    }
    if (rules.missing() > 0) {
      missing("the rules of %d generations are not there", rules.missing());
    }
  }

  private void checkSignature(byte[] signature) throws BadException {
    byte[] signedBy = statement.hex("key");
    if (!Ed25519.isRight(signedBy, statementText, signature)) {
      throw new BadException(
          "the signature is not that of the statement by the key that it names:"
              + " one of them was changed");
    }
    if (signer != null && !signer.equals(Sealer.text(signedBy))) {
      throw new BadException(
          "the signature is by another key than --signer: %s", Sealer.text(signedBy));
    }
  }

  private void checkEnd(BundleReader reader) throws BadException {
    if (!(last instanceof Item.Signature)) {
      throw new BadException(
          "byte %d: it is cut off there, and its %s missing",
          reader.begin(),
          last instanceof Item.Statement ? "signature is" : "statement and signature are");
    }
  }
}
