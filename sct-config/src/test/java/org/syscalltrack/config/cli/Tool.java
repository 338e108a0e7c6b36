// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.cli;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.mockito.ArgumentCaptor;
import org.syscalltrack.config.session.Terminal;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;

/** Runs sct_config in front of a device that a test plays. */
public final class Tool {
  /** A file of one rule. */
  public static final String RULE =
      "rule { syscall_name = unlink rule_name = one when = before action { type = LOG } }\n";

  private static final Path EXAMPLES = Path.of("..", "examples", "rules");

  public final ControlDevice device = mock(ControlDevice.class);

  /** The names of the devices that were opened. */
  public final List<String> opened = new ArrayList<>();

  public String input = "";

  /** To what is asked at the terminal; null: there is none. */
  public String answer;

  /** Likewise, one after the other; then {@link #answer}. */
  public final Queue<String> answers = new ArrayDeque<>();

  /** What is written each time that a file is edited; then the editor fails. */
  public final Queue<String> edits = new ArrayDeque<>();

  public String out;
  public String err;

  public static Path examples() {
    return EXAMPLES;
  }

  public static String example(String name) {
    return EXAMPLES.resolve(name).toString();
  }

  public int run(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            path -> {
              opened.add(path);
              return device;
            },
            new Terminal() {
              @Override
              public String ask(String question) {
                return answers.isEmpty() ? answer : answers.poll();
              }

              @Override
              public int edit(Path file) throws IOException {
                String text = edits.poll();
                if (text == null) {
                  return 1;
                }
                Files.writeString(file, text);
                return 0;
              }
            });
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return status;
  }

  /** The device takes whatever is uploaded, as this generation. */
  public void takesUploads(long generation) throws DeviceException {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(generation));
  }

  /** The one upload that there was. */
  public UploadRequest uploaded() throws DeviceException {
    ArgumentCaptor<UploadRequest> request = ArgumentCaptor.forClass(UploadRequest.class);
    verify(device).upload(request.capture());
    return request.getValue();
  }
}
