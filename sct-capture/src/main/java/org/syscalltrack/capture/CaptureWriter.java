// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSourceException;

/**
 * Writes records into captures. What the disk has no room for is given up, and a loss record stands
 * for it when there is room again.
 */
public final class CaptureWriter implements AutoCloseable {
  /**
   * How it is written.
   *
   * @param sealNs how long records wait for their seal at most
   * @param noRoom how messages of exceptions say that the disk is full or a quota used up: Java
   *     gives no error number, and the C library speaks the user's language
   */
  public record Settings(Rotation rotation, Sync sync, long sealNs, Set<String> noRoom) {}

  /** About as much as is compressed at once. */
  static final int FRAME_BYTES = 256 << 10;

  /** How long records wait for others to be in a frame with. */
  public static final long FRAME_NS = 1_000_000_000L;

  private final Settings settings;
  private final Consumer<String> remarks;
  private final LongSupplier nanoTime;
  private final MessageDigest digest = Frame.digest();
  private final FrameCodec codec = new FrameCodec();
  private final Sealer sealer = new Sealer();
  private final byte[] recording = new byte[16];
  private final Pending pending = new Pending();
  private final GivenUp givenUp = new GivenUp();
  private final Tally tally = new Tally();
  private final DiskRoom room = new DiskRoom();

  private CaptureFile file;
  private Origin origin;
  private boolean originWritten;

  /** Of {@link #lastGeneration}, in this file. */
  private boolean isTableThere;

  private long lastGeneration;
  private long files;
  private long frames;
  private long records;
  private byte[] chain = Frame.noHash();
  private long fileNs;
  private long frameNs;
  private long syncedNs;
  private long sealedNs;
  private boolean unsealed;
  private boolean unsynced;

  /**
   * Begins a recording; the first file is made at once.
   *
   * @param remarks are told what a user should know
   * @param nanoTime a steady clock
   */
  public CaptureWriter(Settings settings, Consumer<String> remarks, LongSupplier nanoTime)
      throws CaptureException {
    this.settings = settings;
    this.remarks = remarks;
    this.nanoTime = nanoTime;
    new SecureRandom().nextBytes(recording);
    long now = nanoTime.getAsLong();
    frameNs = now;
    syncedNs = now;
    sealedNs = now;
    try {
      ensureFile();
    } catch (IOException e) {
      throw failure(settings.rotation().file().toString(), e);
    }
  }

  /** The public key that the first seal will be checked with. */
  public byte[] key() {
    return sealer.key();
  }

  public Tally tally() {
    return tally;
  }

  /**
   * Takes the records of the batch, but not more events than {@code most}.
   *
   * @return how many events it took
   */
  public long write(Batch batch, long most) throws RecordSourceException {
    try {
      long taken = take(batch, most);
      tick();
      return taken;
    } catch (IOException e) {
      throw failure(name(), e);
    }
  }

  private long take(Batch batch, long most) throws RecordSourceException, IOException {
    ByteBuffer bytes = batch.bytes();
    if (batch.origin() != origin) {
      flush();
      origin = batch.origin();
      originWritten = false;
      isTableThere = false;
    }
    RecordWalk walk = new RecordWalk(bytes);
    long offset = origin.epochOffsetNs();
    long taken = 0;
    while (taken < most && walk.next()) {
      if (pending.isEmpty()) {
        pending.addLosses(givenUp, walk.timeNs(), offset, bytes.order());
      }
      if (walk.isEvent()) {
        ensureTable(walk.generation());
        taken++;
      }
      pending.add(bytes, walk, offset);
      if (pending.size() >= FRAME_BYTES) {
        flush();
      }
    }
    if (taken < most && walk.isMalformed()) {
      pending.addMalformed(bytes, walk.offset());
      flush();
    }
    return taken;
  }

  /** Puts off nothing that is due: a frame, a seal, the next file. */
  public void tick() throws CaptureException {
    try {
      long now = nanoTime.getAsLong();
      if (now - frameNs >= FRAME_NS) {
        flush();
      }
      if (unsealed && now - sealedNs >= settings.sealNs()) {
        attempt(this::seal);
      }
      if (unsynced && file != null && now - syncedNs >= settings.sync().everyNs()) {
        file.sync();
        syncedNs = now;
        unsynced = false;
      }
      Rotation rotation = settings.rotation();
      if (file != null && unsealed && rotation.isNumbered() && isFileDue(rotation, now)) {
        // What waits was made under tables that are in this file.
        flush();
        attempt(this::closeFile);
      }
    } catch (IOException e) {
      throw failure(name(), e);
    }
  }

  private boolean isFileDue(Rotation rotation, long now) {
    return file.length() >= rotation.bytes()
        || rotation.seconds() != Rotation.NONE
            && now - fileNs >= rotation.seconds() * 1_000_000_000L;
  }

  /** The table of a generation stands before the first of its records, in each file. */
  private void ensureTable(long generation) throws RecordSourceException, IOException {
    if (isTableThere && generation == lastGeneration) {
      return;
    }
    lastGeneration = generation;
    isTableThere = file != null && originWritten && file.tables().contains(generation);
    if (isTableThere) {
      return;
    }
    byte[] table = origin.table(generation);
    isTableThere =
        attempt(
            () -> {
              ensureOrigin();
              if (table != null && !file.tables().contains(generation)) {
                write(FrameType.TABLE, table, table.length, 0, generation, 0);
              }
              file.tables().add(generation);
            });
  }

  private void ensureOrigin() throws IOException {
    ensureFile();
    if (!originWritten) {
      byte[] info = OriginInfo.of(origin).bytes();
      write(FrameType.ORIGIN, info, info.length, 0, 0, 0);
      file.tables().clear();
      originWritten = true;
      isTableThere = false;
    }
  }

  private void ensureFile() throws IOException {
    if (file != null) {
      return;
    }
    CaptureFile next = CaptureFile.create(settings.rotation().next());
    file = next;
    try {
      byte[] start =
          new Properties()
              .put("version", Frame.VERSION)
              .put("recording", recording)
              .put("file", files)
              .put("created", System.currentTimeMillis())
              .put("epoch", sealer.epoch())
              .put("key", sealer.key())
              .bytes();
      write(FrameType.START, start, start.length, 0, 0, 0);
      if (settings.sync().files()) {
        settings.rotation().syncDirectory();
      }
      settings.rotation().deleteOld();
    } catch (IOException e) {
      file = null;
      next.discard();
      throw e;
    }
    isTableThere = false;
    if (files > 0) {
      // Should the files before be deleted, the proof begins with this key.
      remarks.accept("goes on in " + next.path() + "; its key: " + Sealer.text(sealer.key()));
    }
    files++;
    fileNs = nanoTime.getAsLong();
    originWritten = false;
  }

  /** Writes what has come so far as a frame. */
  private void flush() throws IOException {
    frameNs = nanoTime.getAsLong();
    if (pending.isEmpty()) {
      return;
    }
    boolean written =
        attempt(
            () -> {
              ensureOrigin();
              write(
                  FrameType.RECORDS,
                  pending.array(),
                  pending.size(),
                  pending.records(),
                  pending.from(),
                  pending.to());
              records += pending.records();
            });
    if (written) {
      tally.add(pending);
      unsealed = true;
      unsynced = true;
    } else {
      tally.givenUp += pending.giveUp(givenUp);
    }
    pending.clear();
  }

  private void seal() throws IOException {
    sealer.seal(chain, seal -> write(FrameType.SEAL, seal, seal.length, 0, 0, 0));
    sealedNs = nanoTime.getAsLong();
    unsealed = false;
    unsynced = true;
  }

  private void closeFile() throws IOException {
    seal();
    byte[] index = file.index().bytes();
    write(FrameType.END, index, index.length, 0, 0, 0);
    if (settings.sync().files()) {
      file.sync();
    }
    unsynced = false;
    file.close();
    file = null;
    isTableThere = false;
  }

  private void write(FrameType type, byte[] raw, int length, int count, long from, long to)
      throws IOException {
    byte[] root = count == 0 ? MerkleTree.noRecords(digest) : pending.root(digest);
    byte[] compressed = codec.compress(raw, length);
    Frame frame =
        new Frame(
                file.length(),
                type,
                compressed == null ? FrameCodec.PLAIN : FrameCodec.ZSTD,
                length,
                frames,
                records,
                count,
                from,
                to,
                chain,
                root,
                Frame.noHash(),
                compressed == null ? Arrays.copyOf(raw, length) : compressed)
            .sealed(digest);
    room.tries(frame.length());
    file.write(frame);
    room.takes();
    frames++;
    chain = frame.hash();
  }

  private interface Step {
    void run() throws IOException;
  }

  /** False if the disk had no room; that is said when it begins, and when it ends. */
  private boolean attempt(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      if (!isFull(e)) {
        throw e;
      }
      if (room.lacks()) {
        remarks.accept(
            name() + ": no room on the disk: events are given up, and counted, until there is");
      }
      return false;
    }
    if (room.isBack()) {
      remarks.accept(name() + ": there is room again; " + tally.givenUp + " events were given up");
    }
    return true;
  }

  private boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return settings.noRoom().stream().anyMatch(message::endsWith);
  }

  private String name() {
    return file == null ? settings.rotation().file().toString() : file.path().toString();
  }

  private static CaptureException failure(String name, IOException e) {
    String why = reason(e, "a capture");
    return new CaptureException("cannot write the capture " + name + ": " + why);
  }

  /** Why {@code what} could not be written, and a way out. */
  static String reason(IOException e, String what) {
    if (e instanceof FileAlreadyExistsException) {
      return "it exists, and " + what + " is never overwritten: name another file or remove it";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied: name a place that you may write to";
    } else if (e instanceof NoSuchFileException) {
      return "there is no such directory: make it first";
    }
    boolean named = e instanceof FileSystemException f && f.getReason() != null;
    return named ? ((FileSystemException) e).getReason() : e.getMessage();
  }

  @Override
  public void close() throws CaptureException {
    try {
      if (pending.isEmpty() && origin != null) {
        pending.addLosses(
            givenUp, pending.lastTimeNs(), origin.epochOffsetNs(), OriginInfo.of(origin).order());
      }
      flush();
      if (file != null && !attempt(this::closeFile)) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      throw failure(name(), e);
    } finally {
      // Of these the capture says nothing any more.
      tally.lost += givenUp.count();
    }
  }
}
