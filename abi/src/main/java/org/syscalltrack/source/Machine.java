// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine in one of its boots: with it, what counts from a boot is unique.
 *
 * @param host its name, or null
 * @param bootId as the kernel made it up at random, or null
 */
public record Machine(String host, String bootId) {
  public static final Machine UNKNOWN = new Machine(null, null);

  private static final Path KERNEL = Path.of("/proc/sys/kernel");

  /** This one, now. */
  public static Machine ofProc() {
    return new Machine(line(KERNEL.resolve("hostname")), line(KERNEL.resolve("random/boot_id")));
  }

  private static String line(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? null : text;
    } catch (IOException e) {
      return null;
    }
  }
}
