// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.config.session.Command;
import org.syscalltrack.config.session.CommandLineOptions;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;

class MainTest {
  @TempDir Path directory;

  private final Tool tool = new Tool();

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void troubleWithTheDeviceIsOneLine() throws Exception {
    when(tool.device.upload(any()))
        .thenThrow(new DeviceException(1, "cannot upload", "must be root"));
    assertEquals(3, tool.run("upload", file("a.conf", Tool.RULE)));
    assertEquals("sct_config: cannot upload: must be root\n", tool.err);
    when(tool.device.delete()).thenThrow(new DeviceException(2, "no modules", "run sct_load"));
    assertEquals(3, tool.run("delete"));
    assertEquals("sct_config: no modules: run sct_load\n", tool.err);
  }

  @Test
  void missingDeviceSaysToLoadTheModules() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status =
        Main.run(
            new String[] {"-c", directory.resolve("none").toString(), "delete"},
            System.in,
            System.out,
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            path -> ControlDevice.open(org.syscalltrack.device.Libc.real(), path),
            question -> null);
    assertEquals(3, status);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    assertTrue(text.contains("sct_load"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no command given: COMMANDS",
        "uplaod x|no command 'uplaod': did you mean 'upload'?",
        "frobnicate|no command 'frobnicate': commands are COMMANDS",
        "upload|'upload' needs a file, or - for standard input",
        "delete x|'delete' takes no file: 'x'",
        "check - -|the standard input can be read but once",
        "--colour check x|Unrecognized option: --colour",
        "--format json upload x|--format is for status, check, coverage, try, pending",
        "--confirm 5 check x|--confirm is for upload",
        "--confirm 0 upload x|--confirm takes a number from 1 on, not '0'",
        "--confirm 86401 upload x|--confirm takes a number from 1 on, not '86401'",
        "--expect-generation x upload x|--expect-generation takes a number from 0 on, not 'x'",
        "--format prometheus check x|FORMAT is text or json, not 'prometheus'",
        "--format xml status|FORMAT is text, json or prometheus, not 'xml'",
        "log-size 4Q|'4Q' is no size: a number of bytes, or with K, M or G, such as 4M",
        "log-size 1 2|'log-size' takes one size: '2'",
        "lock|'lock' cannot be undone: confirm it by --yes",
        "--format xml check x|FORMAT is text or json, not 'xml'",
        "-c|Missing argument for option: c",
      })
  void usageErrors(String args, String message) {
    assertEquals(2, tool.run(args.isEmpty() ? new String[0] : args.split(" ")));
    String said = message.replace("COMMANDS", Command.list());
    assertEquals("sct_config: " + said + " (try 'sct_config --help')\n", tool.err);
    assertEquals("", tool.out);
  }

  @Test
  void eachCommandHasItsHelp() {
    for (Command command : Command.values()) {
      assertEquals(0, tool.run(command.word(), "--help"), command.word());
      String usage = "Usage: sct_config [OPTION]... " + command.word();
      assertTrue(tool.out.startsWith(usage), tool.out);
      for (String option : CommandLineOptions.HELP.split("[^a-z-]+")) {
        if (option.startsWith("--")) {
          String name = option.substring(2);
          boolean ofOthers =
              Arrays.stream(Command.values()).anyMatch(other -> other.options().contains(name));
          boolean told = Pattern.compile("(?m)^ .*" + option + "( |$)").matcher(tool.out).find();
          assertEquals(!ofOthers || command.options().contains(name), told, tool.out + option);
        }
      }
    }
    assertEquals(
        """
        Usage: sct_config [OPTION]... confirm
        Keep the rules of an upload --confirm.

          -c, --device FILE   use this control device instead of /dev/sct_ctrl
          -v, --verbose       say on the error output what is done; twice: details
          -h, --help          print this and end; behind a command, what it takes
          -V, --version       print the version and end

        More, with examples: man sct_config
        """,
        helpOf("confirm"));
    assertEquals(CommandLineOptions.HELP, helpOf("no-such-command"));
  }

  private String helpOf(String command) {
    tool.run(command, "-h");
    return tool.out;
  }

  @Test
  void helpAndVersion() {
    assertEquals(0, tool.run("--help"));
    assertEquals(CommandLineOptions.HELP, tool.out);
    assertTrue(tool.out.lines().allMatch(line -> line.length() <= 80));
    for (Command command : Command.values()) {
      assertTrue(tool.out.contains("\n  " + command.word() + " "), command.word());
    }
    assertEquals(0, tool.run("-V"));
    assertTrue(tool.out.startsWith("sct_config "));
    assertEquals(0, tool.run("--confirm", "x", "-h", "nonsense"));
  }

  @Test
  void verboseSpeaksOnTheErrorOutput() {
    assertEquals(0, tool.run("-v", "check", Tool.example("try.conf")));
    assertEquals("", tool.out);
  }

  @Test
  void log4jIsNotLoadedUnlessAskedFor() throws Exception {
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                classes,
                Main.class.getName(),
                "check",
                Tool.example("try.conf"))
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(log.contains("org.syscalltrack.config.cli.Main"));
    assertFalse(log.contains("org.apache.logging"));
  }
}
