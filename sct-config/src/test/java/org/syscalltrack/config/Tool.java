// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

import static org.mockito.Mockito.mock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.syscalltrack.device.ControlDevice;

/** Runs sct_config in front of a device that a test plays. */
final class Tool {
  final ControlDevice device = mock(ControlDevice.class);
  String input = "";

  /** To what is asked at the terminal; null: there is none. */
  String answer;

  String out;
  String err;

  int run(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            path -> device,
            question -> answer);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return status;
  }
}
