// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;

/** Reads rule files: UTF-8 text of at most {@link #MAX_BYTES}. */
public final class SourceReader {
  /** Far above any set of rules; keeps a mistaken file name from filling the memory. */
  public static final int MAX_BYTES = 16 << 20;

  private SourceReader() {}

  public static SourceText read(Path path) throws SourceException {
    String name = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw refused(ErrorCode.IS_DIRECTORY, name, "is a directory, not a rule file");
      }
      if (Files.isRegularFile(path) && Files.size(path) > MAX_BYTES) {
        throw tooLarge(name);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return read(name, in);
      }
    } catch (NoSuchFileException e) {
      throw refused(ErrorCode.NO_SUCH_FILE, name, "no such file");
    } catch (java.nio.file.AccessDeniedException e) {
      throw refused(ErrorCode.FILE_DENIED, name, "permission denied");
    } catch (IOException e) {
      throw refused(ErrorCode.FILE_UNREADABLE, name, "cannot be read: " + e.getMessage());
    }
  }

  public static SourceText read(String name, InputStream in) throws SourceException {
    byte[] bytes;
    try {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw refused(ErrorCode.FILE_UNREADABLE, name, "cannot be read: " + e.getMessage());
    }
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(name);
    }
    return decode(name, bytes);
  }

  public static SourceText decode(String name, byte[] bytes) throws SourceException {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, chars, true);
    String text = chars.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw refusedAt(
          ErrorCode.NOT_TEXT, name, text.substring(0, nul), "a NUL byte: this is not a text file");
    }
    if (result.isError()) {
      int bad = bytes[in.position()] & 0xff;
      throw refusedAt(
          ErrorCode.NOT_UTF8,
          name,
          text,
          "byte 0x" + Integer.toHexString(bad) + " is not valid UTF-8 here");
    }
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    return new SourceText(name, text);
  }

  private static SourceException tooLarge(String name) {
    return refused(
        ErrorCode.FILE_TOO_LARGE,
        name,
        "larger than " + (MAX_BYTES >> 20) + " MiB, the limit of a rule file");
  }

  private static SourceException refused(ErrorCode code, String name, String message) {
    return new SourceException(Diagnostic.ofFile(code, name, message));
  }

  /** The error is just behind {@code good}, of which the message shows the last line. */
  private static SourceException refusedAt(
      ErrorCode code, String name, String good, String message) {
    SourceText source = new SourceText(name, printable(good));
    int end = good.length();
    return new SourceException(Diagnostic.error(code, new Span(source, end, end), message));
  }

  private static String printable(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (Character.isISOControl(chars[i]) && "\n\r\t".indexOf(chars[i]) < 0) {
        chars[i] = '?';
      }
    }
    return new String(chars);
  }
}
