// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.security.KeyPair;
import java.util.HexFormat;

/**
 * Signs what has been written, each time with a key that nobody has any more afterwards: it exists
 * in this process alone, from the seal before on. Who takes the machine later gets the key of what
 * is yet to be written, and cannot sign another past.
 *
 * <p>Each seal names the key of the next, so that who knows one key can follow from there on.
 */
final class Sealer {
  private long epoch;
  private KeyPair keys = Ed25519.generate();

  long epoch() {
    return epoch;
  }

  /** The public key of the seal to come. */
  byte[] key() {
    return Ed25519.raw(keys.getPublic());
  }

  /** Takes the payload of a seal. */
  interface Sink {
    void write(byte[] seal) throws IOException;
  }

  /**
   * Makes a seal of everything up to the frame of that hash. The key is gone as soon as the seal is
   * written, and not before: without its seal, nothing that follows could be checked.
   */
  void seal(byte[] chain, Sink sink) throws IOException {
    KeyPair next = Ed25519.generate();
    sink.write(sign(chain, next));
    keys = next;
    epoch++;
  }

  private byte[] sign(byte[] chain, KeyPair next) {
    byte[] nextKey = Ed25519.raw(next.getPublic());
    return new Properties()
        .put("epoch", epoch)
        .put("next_key", nextKey)
        .put("signature", Ed25519.sign(keys.getPrivate(), statement(epoch, chain, nextKey)))
        .bytes();
  }

  private static byte[] statement(long epoch, byte[] chain, byte[] nextKey) {
    return new Properties()
        .put("epoch", epoch)
        .put("chain", chain)
        .put("next_key", nextKey)
        .bytes();
  }

  /** Whether the seal was made with that key, for everything up to that hash. */
  static boolean isRight(Properties seal, byte[] key, byte[] chain) {
    byte[] statement = statement(seal.number("epoch"), chain, seal.hex("next_key"));
    return Ed25519.isRight(key, statement, seal.hex("signature"));
  }

  /** A key as people note it. */
  static String text(byte[] key) {
    return HexFormat.of().formatHex(key);
  }
}
