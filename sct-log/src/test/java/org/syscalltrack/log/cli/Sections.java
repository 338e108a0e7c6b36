// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A bundle in the hands of a forger, who takes it apart by what sct_capture(5) says of it. */
final class Sections {
  static final int WHOLE = 1;
  static final int PART = 2;
  private static final int HEAD = 16;
  private static final int SECTION = 12;

  /** Of a frame, and where a record begins in a part of one. */
  static final int FRAME_HEAD = 152;

  static final int FIRST_RECORD = FRAME_HEAD + 32;

  /** A section, uncompressed. */
  record Section(int type, byte[] raw) {}

  final List<Section> all = new ArrayList<>();
  private final byte[] head;
  String statement;

  Sections(Path bundle) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(bundle)).order(ByteOrder.LITTLE_ENDIAN);
    head = new byte[HEAD];
    in.get(head);
    while (in.hasRemaining()) {
      int type = in.get();
      int codec = in.get();
      in.getShort();
      byte[] stored = new byte[in.getInt()];
      byte[] raw = new byte[in.getInt()];
      in.get(stored);
      all.add(new Section(type, codec == 0 ? stored : decompressed(stored, raw)));
    }
    all.remove(all.size() - 1);
    statement = new String(all.remove(all.size() - 1).raw(), StandardCharsets.UTF_8);
  }

  private static byte[] decompressed(byte[] stored, byte[] raw) {
    new ZstdDecompressor().decompress(stored, 0, stored.length, raw, 0, raw.length);
    return raw;
  }

  /** What the frame says that is whole in that section, and has no records. */
  String payload(int at) {
    ByteBuffer in = ByteBuffer.wrap(all.get(at).raw()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] stored = new byte[in.getInt(4 + 8)];
    in.get(4 + FRAME_HEAD, stored);
    boolean plain = in.get(4 + 5) == 0;
    byte[] raw = plain ? stored : decompressed(stored, new byte[in.getInt(4 + 12)]);
    return new String(raw, StandardCharsets.UTF_8);
  }

  /** The same frame with that to say, and the hash that it must have then. */
  Section withPayload(int at, String text) throws GeneralSecurityException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(4 + FRAME_HEAD + payload.length);
    out.order(ByteOrder.LITTLE_ENDIAN).put(all.get(at).raw(), 0, 4 + FRAME_HEAD);
    out.put(4 + 5, (byte) 0).putInt(4 + 8, payload.length).putInt(4 + 12, payload.length);
    out.put(payload);
    byte[] hashed = Arrays.copyOfRange(out.array(), 4, FRAME_HEAD - 28);
    out.put(FRAME_HEAD - 28, sha256(hashed, sha256(payload)));
    return new Section(WHOLE, out.array());
  }

  /** The sections that tell of frames, but their statement and signature. */
  byte[] content() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    all.forEach(section -> out.writeBytes(bytes(section.type(), section.raw())));
    return out.toByteArray();
  }

  static byte[] bytes(int type, byte[] raw) {
    ByteBuffer out = ByteBuffer.allocate(SECTION + raw.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) type).put((byte) 0).putShort((short) 0).putInt(raw.length).putInt(raw.length);
    return out.put(raw).array();
  }

  /** The same with another value in a line of the statement. */
  Sections say(String name, Object value) {
    statement = statement.replaceFirst("(?m)^" + name + "=.*$", name + "=" + value);
    return this;
  }

  /** All of it, the statement fitted to the content, and signed with that key. */
  byte[] signed(PrivateKey key) throws GeneralSecurityException {
    say("content", HexFormat.of().formatHex(sha256(content())));
    return signedAsItIs(key);
  }

  byte[] signedAsItIs(PrivateKey key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(statement.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(content());
    out.writeBytes(bytes(3, statement.getBytes(StandardCharsets.UTF_8)));
    out.writeBytes(bytes(4, signature.sign()));
    return out.toByteArray();
  }

  static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(pem).replaceAll("-----.*-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  /** Which of the sections is the frame of that number. */
  int frame(int number) {
    for (int i = 0; i < all.size(); i++) {
      if (frameNumber(all.get(i)) == number) {
        return i;
      }
    }
    throw new AssertionError("no frame " + number);
  }

  private static long frameNumber(Section section) {
    ByteBuffer raw = ByteBuffer.wrap(section.raw()).order(ByteOrder.LITTLE_ENDIAN);
    int at = section.type() == PART ? 0 : 4 + 4 * Math.max(raw.getInt(0), 0);
    return raw.getLong(at + 16);
  }

  /** The places of the first frames of that section type that have selected records. */
  List<Integer> withRecords() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).type() == PART && all.get(i).raw().length > FIRST_RECORD) {
        found.add(i);
      }
    }
    return found;
  }

  /** The records of a part, each with its index, length and path. */
  static List<byte[]> records(Section part) {
    ByteBuffer in = ByteBuffer.wrap(part.raw()).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    for (int at = FIRST_RECORD; at < in.limit(); ) {
      int length = 12 + in.getInt(at + 4) + 32 * in.getInt(at + 8);
      byte[] record = new byte[length];
      in.get(at, record);
      records.add(record);
      at += length;
    }
    return records;
  }

  /** The part with these records instead. */
  static Section with(Section part, List<byte[]> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(part.raw(), 0, FIRST_RECORD);
    records.forEach(out::writeBytes);
    return new Section(PART, out.toByteArray());
  }
}
