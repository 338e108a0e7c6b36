// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.recorded.Records;

/** sctlog tree, from records to what it says. */
class TreeTest {
  private static final int READ = 0;
  private static final int CLONE = 56;
  private static final int OPENAT = 257;

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  private static Records act(Records to, int pid, String comm, int nr, long retval) {
    return to.event(1, 0, 1)
        .pid(pid)
        .uid(0)
        .call(Abi.X86_64, nr)
        .after(retval)
        .string(Var.COMM, 0, 0, comm);
  }

  private static Records some() {
    Records records = new Records();
    act(records, 800, "sh", CLONE, 801).integer(Var.PPID, 0, Type.S32, 412);
    act(records, 800, "sh", CLONE, 802);
    act(records, 801, "cat", OPENAT, 3);
    act(records, 801, "cat", OPENAT, -2);
    act(records, 801, "cat", OPENAT, 3);
    act(records, 801, "cat", READ, 9);
    for (int i = 0; i < 3; i++) {
      records.event(1, 0, 1).pid(802).tid(802).uid(0).verdict(Verdict.FAILED, -1);
      records.string(Var.COMM, 0, 0, "rm");
    }
    return records;
  }

  private String tree(Records records, Object... args) {
    sctlog.log.batches.add(records.bytes());
    Object[] all = new Object[args.length + 1];
    all[0] = "tree";
    System.arraycopy(args, 0, all, 1, args.length);
    assertEquals(0, sctlog.run(all), sctlog.err());
    for (String line : sctlog.out().lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
    return sctlog.out();
  }

  @Test
  void itIsAsInTheManual() throws IOException {
    String out = tree(some());
    assertEquals(
        """
        9 events of 4 processes, 0 lost
        [412]
        `-sh[800]  uid 0  2 events: clone 2 ok
          |-cat[801]  uid 0  4 events: openat 3 (2 ok, 1 ENOENT), read 1 ok
          `-rm[802]  uid 0  3 events: unlinkat 3 refused EPERM
        """,
        out);
    String manual = Files.readString(Path.of("../man/sctlog.8"));
    assertTrue(manual.contains(out.replace("\\", "\\e")), "man/sctlog.8");
  }

  @Test
  void whatIsSelectedIsShown() throws IOException {
    assertEquals(
        "1 events of 1 processes, 0 lost\ncat[801]  uid 0  1 event: read 1 ok\n",
        tree(some(), "--syscall", "read"));
    Path file = dir.resolve("c");
    String live = tree(some());
    sctlog.log.batches.add(some().bytes());
    sctlog.run("-w", file);
    assertEquals(live, tree(new Records(), "-r", file));
    sctlog.in = Files.readAllBytes(file);
    assertEquals(live, tree(new Records(), "-r", "-"));
  }

  @Test
  void longLinesAreContinued() {
    Records records = new Records();
    act(records, 1, "init", CLONE, 2);
    for (int nr = 0; nr < 20; nr++) {
      act(records, 2, "busy", nr, nr % 3 == 0 ? -13 : 0);
    }
    act(records, 2, "busy", CLONE, 3);
    act(records, 3, "x".repeat(80), READ, 0);
    records.lost(0, 4, 9);
    String out = tree(records);
    assertTrue(out.startsWith("23 events of 3 processes, 4 lost\n"), out);
    assertTrue(out.contains("\n  |  "), out);
    assertTrue(out.contains("  `-xxxxxxxxxxxxxxxxxxxxxxxxxx...[3]  uid 0"), out);
  }

  @Test
  void chainsOfAnyLengthAreShown() {
    int pid = 1;
    for (int batch = 0; batch < 40; batch++) {
      Records records = new Records();
      for (int i = 0; i < 500; i++, pid++) {
        act(records, pid, "chain", CLONE, pid + 1);
      }
      sctlog.log.batches.add(records.bytes());
    }
    String out = tree(new Records());
    // From a thousand parents on, the tree begins anew.
    assertTrue(out.contains("(1000) chain[1001]"), "");
    assertTrue(out.contains("\nchain[1002]"), "");
    assertEquals(20_001, out.lines().count());
  }

  @Test
  void circlesOfNumbersAreNone() {
    Records records = new Records();
    act(records, 1, "a", CLONE, 2);
    act(records, 2, "b", CLONE, 1);
    act(records, 1, "a", READ, 0).integer(Var.PPID, 0, Type.S32, 2);
    act(records, 3, "c", READ, 0).integer(Var.PPID, 0, Type.S32, 3);
    String out = tree(records);
    assertTrue(out.contains("\na[1]  uid 0"), out);
    assertTrue(out.contains("\n`-b[2]  uid 0"), out);
    assertTrue(out.contains("\nc[3]  uid 0"), out);
  }

  @ParameterizedTest
  @CsvSource({
    "tree x, tree: unexpected argument: x",
    "tree --json, tree: Unrecognized option",
    "tree -r f -d g, contradict each other",
  })
  void whatMakesNoSenseIsRefused(String args, String says) {
    assertEquals(2, sctlog.run((Object[]) args.split(" ")));
    assertTrue(sctlog.err().contains(says), sctlog.err());
  }

  @Test
  void whatIsNoCaptureIsSaid() throws IOException {
    Path text = Files.writeString(dir.resolve("text"), "This is not the file\n".repeat(50));
    assertEquals(3, sctlog.run("tree", "-r", text));
    assertEquals(1, sctlog.err().lines().count(), sctlog.err());
    assertEquals("", sctlog.out());
  }
}
