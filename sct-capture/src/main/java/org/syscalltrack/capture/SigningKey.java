// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key of somebody who signs bundles: an Ed25519 key, as PKCS #8 in PEM. */
public final class SigningKey {
  private static final int MOST = 16 << 10;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private final PrivateKey key;
  private final byte[] publicKey;

  private SigningKey(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** Makes one in a file that only its owner can read. */
  public static SigningKey make(Path path) throws CaptureException {
    KeyPair keys = Ed25519.generate();
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPrivate().getEncoded());
    String pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(base64);
    try (FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new CaptureException(
          "cannot write the key " + path + ": " + CaptureWriter.reason(e, "a key"));
    }
    return new SigningKey(keys.getPrivate(), Ed25519.raw(keys.getPublic()));
  }

  /** Reads one. */
  public static SigningKey read(Path path) throws CaptureException {
    try {
      if (Files.size(path) <= MOST) {
        Matcher pem = PEM.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
        SigningKey key = pem.find() ? of(Base64.getMimeDecoder().decode(pem.group(1))) : null;
        if (key != null) {
          return key;
        }
      }
    } catch (NoSuchFileException e) {
      throw unreadable(path, "there is no such file; `sctlog export --make-key FILE` makes one");
    } catch (IOException e) {
      throw unreadable(path, CaptureWriter.reason(e, "a key"));
    }
    throw unreadable(
        path,
        "it is no Ed25519 key as PKCS #8 in PEM without a password;"
            + " `sctlog export --make-key FILE` makes one");
  }

  private static CaptureException unreadable(Path path, String why) {
    return new CaptureException("cannot read the key " + path + ": " + why);
  }

  /** Null if it is none. */
  private static SigningKey of(byte[] encoded) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(Ed25519.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      byte[] publicKey = publicKey(key);
      byte[] probe = new byte[1];
      return Ed25519.isRight(publicKey, probe, Ed25519.sign(key, probe))
          ? new SigningKey(key, publicKey)
          : null;
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /**
   * Java has no call for it; but a pair is made of 32 random bytes, which are the private key. The
   * caller tries whether the two belong together.
   */
  private static byte[] publicKey(PrivateKey key) throws GeneralSecurityException {
    byte[] seed = ((EdECPrivateKey) key).getBytes().orElse(new byte[0]);
    KeyPairGenerator generator = KeyPairGenerator.getInstance(Ed25519.ALGORITHM);
    generator.initialize(
        NamedParameterSpec.ED25519,
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
          }
        });
    return Ed25519.raw(generator.generateKeyPair().getPublic());
  }

  /** The public key, in hexadecimal. */
  public String text() {
    return Sealer.text(publicKey);
  }

  byte[] sign(byte[] message) {
    return Ed25519.sign(key, message);
  }
}
