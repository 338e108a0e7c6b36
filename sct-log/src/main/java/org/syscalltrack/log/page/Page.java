// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.syscalltrack.log.text.Bytes;

/**
 * A page that needs nothing but itself: style, script and data are in it, and its own policy
 * forbids the browser to fetch anything, or to run another script, whatever the data may hold.
 */
public final class Page {
  private Page() {}

  /**
   * Writes the page.
   *
   * @param filtered events that were left out
   */
  public static void write(PageData data, long filtered, Bytes out) {
    String style = part("page.css");
    String script = part("page.js");
    String page =
        part("page.html")
            .replace("@STYLE_HASH@", hash(style))
            .replace("@SCRIPT_HASH@", hash(script))
            .replace("@STYLE@", style)
            .replace("@SCRIPT@", script);
    int at = page.indexOf("@DATA@");
    out.put(page.substring(0, at));
    Bytes json = new Bytes();
    data.write(filtered, json);
    harmless(json.copy(), out);
    out.put(page.substring(at + "@DATA@".length()));
  }

  /** In JSON, these characters are in strings only, where they have another spelling. */
  private static void harmless(byte[] json, Bytes out) {
    for (byte b : json) {
      if (b == '<' || b == '>' || b == '&') {
        out.put("\\u00").hex(b);
      } else {
        out.put((char) b);
      }
    }
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Each Java has it.
    }
  }

  private static String part(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It is in our own archive.
    }
  }
}
