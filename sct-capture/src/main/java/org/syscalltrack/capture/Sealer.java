// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Signs what has been written, each time with a key that nobody has any more afterwards: it exists
 * in this process alone, from the seal before on. Who takes the machine later gets the key of what
 * is yet to be written, and cannot sign another past.
 *
 * <p>Each seal names the key of the next, so that who knows one key can follow from there on.
 */
final class Sealer {
  private static final String ALGORITHM = "Ed25519";

  /** What X.509 writes before the 32 bytes of a key. */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY = 32;

  private long epoch;
  private KeyPair keys = generate();

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e); // Java has it from 15 on.
    }
  }

  long epoch() {
    return epoch;
  }

  /** The public key of the seal to come. */
  byte[] key() {
    return raw(keys);
  }

  private static byte[] raw(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length);
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
    KeyPair next = generate();
    sink.write(sign(chain, next));
    keys = next;
    epoch++;
  }

  private byte[] sign(byte[] chain, KeyPair next) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys.getPrivate());
      signature.update(statement(epoch, chain, raw(next)));
      byte[] signed = signature.sign();
      return new Properties()
          .put("epoch", epoch)
          .put("next_key", raw(next))
          .put("signature", signed)
          .bytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
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
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + KEY);
      if (key.length != KEY) {
        return false;
      }
      System.arraycopy(key, 0, encoded, X509.length, KEY);
      PublicKey publicKey =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(publicKey);
      signature.update(statement(seal.number("epoch"), chain, seal.hex("next_key")));
      return signature.verify(seal.hex("signature"));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** A key as people note it. */
  static String text(byte[] key) {
    return HexFormat.of().formatHex(key);
  }
}
