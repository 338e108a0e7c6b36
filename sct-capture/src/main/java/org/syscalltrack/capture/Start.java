// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

/**
 * What the first frame of a file says.
 *
 * @param recording the same in all files of a recording
 * @param file which one of them it is, from 0
 * @param createdMs of the file, since 1970
 * @param epoch of the seal to come
 * @param key of that seal
 */
record Start(long version, String recording, long file, long createdMs, long epoch, byte[] key) {
  static Start read(byte[] payload) {
    Properties from = Properties.read(payload);
    return new Start(
        from.number("version"),
        from.text("recording"),
        from.number("file"),
        from.number("created"),
        from.number("epoch"),
        from.hex("key"));
  }
}
