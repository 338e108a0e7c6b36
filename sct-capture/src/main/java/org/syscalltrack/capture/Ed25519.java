// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Signatures; public keys are their 32 bytes. */
final class Ed25519 {
  static final String ALGORITHM = "Ed25519";
  static final int KEY = 32;

  /** What X.509 writes before the 32 bytes of a key. */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e); // Java has it from 15 on.
    }
  }

  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length);
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isRight(byte[] key, byte[] message, byte[] signed) {
    if (key.length != KEY) {
      return false;
    }
    byte[] encoded = Arrays.copyOf(X509, X509.length + KEY);
    System.arraycopy(key, 0, encoded, X509.length, KEY);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
