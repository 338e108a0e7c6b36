// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.source.Origin;

/**
 * Where records were made.
 *
 * @param boot the kernel's id of the boot
 * @param release of the kernel
 * @param abi version of the binary format
 */
public record OriginInfo(
    String host,
    String boot,
    String release,
    String machine,
    String byteOrder,
    long abi,
    long epochOffsetNs) {
  private static final List<String> READ = List.of("x86_64", "amd64");

  /** What is known of an origin: what its capture says, or what this machine does. */
  static OriginInfo of(Origin origin) {
    if (origin instanceof CaptureOrigin recorded) {
      return recorded.info();
    }
    return new OriginInfo(
        kernel("hostname"),
        kernel("random/boot_id"),
        kernel("osrelease"),
        System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch"),
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "little" : "big",
        SctAbi.ABI_VERSION,
        origin.epochOffsetNs());
  }

  static String kernel(String name) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel", name)).trim();
    } catch (IOException e) {
      return "unknown";
    }
  }

  static OriginInfo read(byte[] payload) {
    Properties from = Properties.read(payload);
    return new OriginInfo(
        from.text("host"),
        from.text("boot"),
        from.text("release"),
        from.text("machine"),
        from.text("byte_order"),
        from.number("abi"),
        from.number("epoch_offset_ns"));
  }

  byte[] bytes() {
    return new Properties()
        .put("host", host)
        .put("boot", boot)
        .put("release", release)
        .put("machine", machine)
        .put("byte_order", byteOrder)
        .put("abi", abi)
        .put("epoch_offset_ns", epochOffsetNs)
        .bytes();
  }

  ByteOrder order() {
    return byteOrder.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** Why this program cannot tell what its records mean, or null. */
  String unreadable() {
    if (!READ.contains(machine)) {
      return "its records were made on "
          + machine
          + ", and this sctlog knows the calls of x86_64 only; read it with one made for "
          + machine;
    }
    if (abi != SctAbi.ABI_VERSION) {
      return "its records have binary format "
          + abi
          + ", this sctlog reads "
          + SctAbi.ABI_VERSION
          + "; read it with the release that wrote it";
    }
    return null;
  }
}
