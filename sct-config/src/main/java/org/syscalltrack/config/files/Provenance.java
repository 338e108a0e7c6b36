// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.source.SourceText;

/**
 * Where rules come from, as it is kept in the kernel beside them: for each file that was read, in
 * order, a line {@code file SHA256 "NAME"}. The hash is that of the text; the name has the escapes
 * of a string in a rule file.
 */
public final class Provenance {
  private static final String MORE = "more\n";

  private Provenance() {}

  public static String of(List<SourceText> sources) {
    StringBuilder lines = new StringBuilder();
    int bytes = MORE.length();
    for (SourceText source : sources) {
      String line = "file " + hash(source.text()) + " " + name(source) + "\n";
      bytes += line.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > SctAbi.MAX_ORIGIN) {
        return lines.append(MORE).toString();
      }
      lines.append(line);
    }
    return lines.toString();
  }

  private static String name(SourceText source) {
    String name = source.name();
    boolean noFile = name.startsWith("<");
    return ByteString.of(noFile ? name : Path.of(name).toAbsolutePath().normalize().toString())
        .quoted();
  }

  public static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      StringBuilder hex = new StringBuilder();
      for (byte b : hash) {
        hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
