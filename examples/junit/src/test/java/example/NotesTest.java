// SPDX-License-Identifier: GPL-2.0-only
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.junit.SctResult;
import org.syscalltrack.junit.SctRules;
import org.syscalltrack.junit.SctRunner;

/** What the program does to the system, and what it does if the system does not do its part. */
@SctRules
class NotesTest {
  @TempDir Path directory;
  private Path note;

  @BeforeEach
  void thereIsANote() throws IOException {
    note = Files.writeString(directory.resolve("note"), "old");
  }

  private SctResult save(SctRunner runner) {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classes = Path.of("target", "classes").toAbsolutePath().toString();
    return runner.run(java, "-cp", classes, "example.Notes", note.toString(), "new");
  }

  @Test
  void itKeepsToItself(SctRunner runner) throws IOException {
    save(runner)
        .exitedWith(0)
        .opened(note.resolveSibling("note.new"))
        .openedNothingBelow("/root", System.getProperty("user.dir"), directory.toString())
        .madeNoNetworkConnection()
        .ranNoOtherProgram();
    assertEquals("new", Files.readString(note));
  }

  @Test
  void aFullDiskLeavesTheOldNote(SctRunner runner) throws IOException {
    SctResult result = save(runner.failWritesBelow(directory, "ENOSPC")).exitedWith(1);
    assertTrue(result.errors().contains("No space left on device"), result.errors());
    assertEquals("old", Files.readString(note));
    assertFalse(Files.exists(directory.resolve("note.new")));
  }

  @Test
  @SctRules(
      "rule { syscall_name = rename rule_name = no_rename"
          + " action { type = FAIL error_code = EACCES log_format {%params} } when = before }")
  void aNoteThatCannotBeReplacedStays(SctRunner runner) throws IOException {
    save(runner).exitedWith(1).ruleActed("no_rename");
    assertEquals("old", Files.readString(note));
  }
}
