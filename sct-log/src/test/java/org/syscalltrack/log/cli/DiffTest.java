// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

/** sctlog diff, from records to what it says. */
class DiffTest {
  private static final int CLONE = 56;
  private static final int READ = 0;
  private static final int MMAP = 9;
  private static final int CLOSE = 3;
  private static final int OPENAT = 257;
  private static final byte[] TABLE =
      Tables.compiled(
          """
          rule { syscall_name=openat rule_name=o action { type=LOG } when=after }
          rule { syscall_name=close rule_name=c action { type=LOG } when=after }
          rule { syscall_name=mmap rule_name=m action { type=LOG } when=after }
          rule { syscall_name=read rule_name=r action { type=LOG } when=before }
          rule { syscall_name=clone rule_name=f action { type=LOG } when=after coverage=exact }
          """);

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  /** A capture being made: what threads do, one event after the other. */
  private static final class Script {
    final Records records = new Records();
    private long time = 1;

    private Script begin(int rule, int pid, int tid, String comm, int nr, long retval) {
      int view = Tables.view(TABLE, rule, Abi.X86_64, nr);
      records.event(1, rule, time++).view(view).call(Abi.X86_64, nr).pid(pid).after(retval);
      records.tid(tid).string(Var.COMM, 0, 0, comm);
      return this;
    }

    Script open(int pid, int tid, String path, long fd) {
      begin(0, pid, tid, "worker", OPENAT, fd);
      records.integer(Var.PARAMS, 1, Type.S32, -100).string(Var.PARAMS, 2, 0, path);
      return this;
    }

    Script open(int pid, String path, long fd) {
      return open(pid, pid, path, fd);
    }

    Script close(int pid, long fd) {
      begin(1, pid, pid, "worker", CLOSE, 0);
      records.integer(Var.PARAMS, 1, Type.S32, fd);
      return this;
    }

    Script map(int pid, long hint, long address) {
      begin(2, pid, pid, "worker", MMAP, address);
      records.integer(Var.PARAMS, 1, Type.S64, hint);
      return this;
    }

    Script fork(int pid, int child, String comm) {
      begin(4, pid, pid, comm, CLONE, child);
      return this;
    }
  }

  private Path capture(String name, Script script) {
    Path file = dir.resolve(name);
    sctlog.log.tables.put(1L, TABLE);
    sctlog.log.batches.add(script.records.bytes());
    assertEquals(0, sctlog.run("-w", file), sctlog.err());
    return file;
  }

  private static Script plain(int pid) {
    Script script = new Script();
    for (int i = 0; i < 10; i++) {
      script.open(pid, "/etc/" + i, 3).close(pid, 3);
    }
    return script;
  }

  @Test
  void theSameInOtherProcessesIsTheSame() {
    Path a = capture("a", plain(100).map(100, 0, 0x7f00_0000_1000L));
    Path b = capture("b", plain(200).map(200, 0, 0x7f55_0000_2000L));
    assertEquals(0, sctlog.run("diff", a, b), sctlog.out());
    assertTrue(sctlog.out().contains("21 events are in all\n"), sctlog.out());
    assertTrue(sctlog.out().contains("1 with other addresses"), sctlog.out());
    assertEquals(0, sctlog.run("diff", a, a), sctlog.out());
    assertTrue(sctlog.out().endsWith("Drift: none\n"), sctlog.out());
    assertEquals(1, sctlog.run("diff", "--ignore", "none", a, b));
    assertTrue(sctlog.out().contains("20 events are in all; 1 only in A; 1 only in B"));
  }

  @Test
  void theAddressOfABufferIsOne() {
    Script one = plain(100);
    one.begin(3, 100, 100, "worker", READ, 0).records.integer(Var.PARAMS, 2, Type.S64, 0x7f0010L);
    Script two = plain(100);
    two.begin(3, 100, 100, "worker", READ, 0).records.integer(Var.PARAMS, 2, Type.S64, 0x7f0020L);
    Path a = capture("a", one);
    Path b = capture("b", two);
    assertEquals(0, sctlog.run("diff", a, b), sctlog.out());
    assertTrue(sctlog.out().contains("1 with other addresses"), sctlog.out());
    Script none = plain(100);
    none.begin(3, 100, 100, "worker", READ, 0).records.integer(Var.PARAMS, 2, Type.S64, 0);
    assertEquals(1, sctlog.run("diff", a, capture("c", none)), sctlog.out());
  }

  @Test
  void whatIsOnlyInOneIsShownWithWhatIsAroundIt() {
    Path a = capture("a", plain(100));
    Script more = new Script();
    for (int i = 0; i < 10; i++) {
      more.open(200, "/etc/" + i, 3).close(200, 3);
      if (i == 5) {
        more.open(200, "/etc/shadow", -13);
      }
    }
    Path b = capture("b", more);
    assertEquals(1, sctlog.run("diff", "--context", "1", a, b));
    assertEquals(
        """
        --- A: %s  20 events of 1 processes
        +++ B: %s  21 events of 1 processes

        worker  A: worker[100]  B: worker[200]
        @@ 11 events alike or moved @@
          close(3) = 0
        + openat(-100, "/etc/shadow") = -1 EACCES
          openat(-100, "/etc/6") = 3

        20 events are in all; 1 only in B
        Drift: none
        """
            .formatted(a, b),
        sctlog.out());
    assertEquals(1, sctlog.run("diff", "--decoded", "--syscall", "openat", b, a));
    assertTrue(
        sctlog.out().contains("\n- openat(AT_FDCWD, \"/etc/shadow\") = -1 EACCES\n"), sctlog.out());
    assertTrue(sctlog.out().contains("10 events are in all; 1 only in A"), sctlog.out());
    assertEquals(0, sctlog.run("diff", "--filter", "RETVAL >= 0", a, b), sctlog.out());
  }

  @Test
  void anotherOutcomeIsADifference() {
    Path a = capture("a", plain(100).open(100, "/x", -2));
    Path b = capture("b", plain(100).open(100, "/x", 3));
    assertEquals(1, sctlog.run("diff", a, b));
    assertTrue(
        sctlog.out().contains("- openat(-100, \"/x\") = -1 ENOENT\n+ openat(-100, \"/x\") = 3\n"),
        sctlog.out());
    Script refused = plain(100).open(100, "/x", 0);
    refused.records.verdict(Verdict.FAILED, -1);
    Path c = capture("c", refused);
    assertEquals(1, sctlog.run("diff", a, c));
    assertTrue(sctlog.out().contains("+ openat(-100, \"/x\") failed = -1 EPERM\n"), sctlog.out());
  }

  @Test
  void otherOrderIsDrift() {
    Script one = new Script();
    Script two = new Script();
    for (int i = 0; i < 5; i++) {
      one.open(1, 1, "/main/" + i, 3).open(1, 2, "/a/" + i, 3).open(1, 3, "/b/" + i, 4);
    }
    for (int i = 0; i < 5; i++) {
      // The threads are others, one gives some of its work to the other, and it is interleaved
      // otherwise; the first thread does its work backwards.
      two.open(7, 9, "/a/" + i, 3);
    }
    two.open(7, 9, "/b/0", 4);
    for (int i = 0; i < 5; i++) {
      two.open(7, 7, "/main/" + (4 - i), 3);
      if (i > 0) {
        two.open(7, 8, "/b/" + i, 4);
      }
    }
    Path a = capture("a", one);
    Path b = capture("b", two);
    assertEquals(0, sctlog.run("diff", a, b), sctlog.out());
    assertTrue(sctlog.out().contains("15 events are in all\n"), sctlog.out());
    assertTrue(
        sctlog
            .out()
            .contains(
                "Drift: 4 in another order, 1 in another thread,"
                    + " 0 in another process of the same place\n"),
        sctlog.out());
  }

  @Test
  void processesAreComparedByTheirPlaceInTheTree() {
    Script one = new Script();
    one.fork(10, 11, "sh").fork(10, 12, "sh").open(11, "/x", 3).open(12, "/y", 3);
    Script two = new Script();
    two.fork(20, 31, "sh").fork(20, 30, "sh").open(30, "/x", 3).open(31, "/y", 3);
    Script other = new Script();
    other.fork(20, 31, "bash").fork(20, 30, "bash").open(30, "/x", 3).open(31, "/y", 3);
    Path a = capture("a", one);
    Path b = capture("b", two);
    assertEquals(0, sctlog.run("diff", a, b), sctlog.out());
    assertTrue(sctlog.out().contains("2 with other pids"), sctlog.out());
    Path c = capture("c", other);
    assertEquals(1, sctlog.run("diff", a, c), sctlog.out());
    assertTrue(sctlog.out().contains("\nsh / worker  A: worker[11]\n- openat"), sctlog.out());
    assertTrue(sctlog.out().contains("\nbash / worker  B: worker[30]\n+ openat"), sctlog.out());
  }

  @Test
  void whatIsIgnoredMakesNoDifference() {
    Path a = capture("a", plain(1).open(1, "/tmp/cc81Xy.s", 3).close(1, 3));
    Path b = capture("b", plain(1).open(1, "/tmp/cczK2p.s", 5).close(1, 5));
    assertEquals(1, sctlog.run("diff", a, b));
    assertEquals(1, sctlog.run("diff", "--ignore", "descriptors", a, b));
    assertTrue(sctlog.out().contains("1 only in A; 1 only in B"), sctlog.out());
    assertEquals(
        0,
        sctlog.run(
            "diff", "--ignore", "descriptors,pids", "--ignore", "text=/tmp/cc[A-Za-z0-9]{4}", a, b),
        sctlog.out());
    assertTrue(
        sctlog.out().endsWith("; 2 with other descriptors; 1 with other texts\n"), sctlog.out());
  }

  @Test
  void ofSeveralItIsSaidWhoHasWhat() {
    Path a = capture("a", plain(100).open(100, "/ab", 3));
    Path b = capture("b", plain(200).open(200, "/ab", 3));
    Path c = capture("c", plain(300).open(300, "/c", 3).open(300, "/c", 3));
    assertEquals(1, sctlog.run("diff", "--context", "0", a, b, c));
    assertTrue(sctlog.out().contains("20 events are in all; 2 only in A and B; 2 only in C\n"));
    assertTrue(
        sctlog
            .out()
            .contains(
                "\nworker  C: worker[300]\n@@ 20 events alike or moved @@\n"
                    + "C openat(-100, \"/c\") = 3\nC openat(-100, \"/c\") = 3\n"),
        sctlog.out());
    assertTrue(sctlog.out().contains("Drift from A to B: none\nDrift from A to C: none\n"));
    assertEquals(0, sctlog.run("diff", a, a, b), sctlog.out());
  }

  @Test
  void lossLeavesItOpen() {
    Script lossy = plain(100);
    lossy.records.lost(0, 7, 99);
    Path a = capture("a", plain(100));
    Path b = capture("b", lossy);
    assertEquals(1, sctlog.run("diff", a, b));
    assertTrue(sctlog.out().contains("20 events of 1 processes, 7 lost\n"), sctlog.out());
    assertTrue(sctlog.out().contains("nobody can tell"), sctlog.out());
  }

  @Test
  void directoriesAndStandardInputAreCaptures() throws IOException {
    Path a = capture("a", plain(100));
    Path in = Files.createDirectory(dir.resolve("in"));
    Files.copy(a, in.resolve("x"));
    assertEquals(0, sctlog.run("diff", a, in), sctlog.err());
    sctlog.in = Files.readAllBytes(a);
    assertEquals(0, sctlog.run("diff", "-", a), sctlog.err());
    // Two recordings that overlap are one side; so it has everything twice.
    Files.copy(capture("b", plain(100)), in.resolve("y"));
    assertEquals(1, sctlog.run("diff", a, in), sctlog.err());
    assertTrue(sctlog.out().contains("20 events are in all; 20 only in B"), sctlog.out());
  }

  @Test
  void whatCannotBeReadIsTrouble() throws IOException {
    Path a = capture("a", plain(100));
    Path text = Files.writeString(dir.resolve("text"), "This is not the file\n".repeat(50));
    Path empty = Files.createFile(dir.resolve("empty"));
    for (Path bad : List.of(text, empty, dir.resolve("absent"))) {
      assertEquals(3, sctlog.run("diff", a, bad));
      assertEquals(1, sctlog.err().lines().count(), sctlog.err());
      assertEquals("", sctlog.out());
    }
    byte[] bytes = Files.readAllBytes(a);
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(dir.resolve("damaged"), bytes);
    assertEquals(3, sctlog.run("diff", a, damaged));
  }

  @Test
  void hostileNamesAreShownEscaped() {
    Path a = capture("a", plain(100));
    Script hostile = plain(100);
    hostile.begin(0, 5, 5, "e\033[2Jvil\n", OPENAT, 3);
    hostile.records.field(Var.PARAMS, 2, Type.STR, SctAbi.FIELD_CUT, new byte[] {(byte) 0xff, 27});
    Path b = capture("b", hostile);
    assertEquals(1, sctlog.run("diff", a, b));
    assertTrue(sctlog.out().contains("\ne\\x1b[2Jvil\\n  B: e\\x1b[2Jvil\\n[5]\n"), sctlog.out());
    assertTrue(sctlog.out().contains("+ openat(\"\\xff\\x1b\"...) = 3\n"), sctlog.out());
  }

  @ParameterizedTest
  @CsvSource({
    "diff, 'name 2 to 26 captures'",
    "diff a, 'name 2 to 26 captures'",
    "diff - -, can be read only once",
    "diff --ignore times a b, '--ignore is of pids, addresses'",
    "diff --ignore text=( a b, '--ignore text=(: Unclosed group'",
    "diff --context x a b, COUNT must be a number",
    "diff -r a b c, Unrecognized option",
  })
  void whatMakesNoSenseIsRefused(String args, String says) {
    assertEquals(2, sctlog.run((Object[]) args.split(" ")));
    assertTrue(sctlog.err().contains(says), sctlog.err());
  }
}
