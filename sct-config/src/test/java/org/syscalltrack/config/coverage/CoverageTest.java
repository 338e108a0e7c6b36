// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.ArgumentMatchers;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.config.explain.Json;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.KernelCalls;
import org.syscalltrack.device.Status;
import org.syscalltrack.device.Table;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;

class CoverageTest {
  private static final String FAIL = "action { type = FAIL error_code = EPERM } when = before }\n";
  private static final String TEXT =
      "rule { syscall_name = unlink rule_name = text"
          + " filter_expression { PARAMS[1] == \"/etc/passwd\" } "
          + FAIL;
  private static final String OBJECT =
      "rule { syscall_name = unlink, rename rule_name = object"
          + " filter_expression { any OBJECT == \"/etc/passwd\" } "
          + FAIL;

  private final Tool tool = new Tool();

  @BeforeEach
  void setUp() throws Exception {
    kernel(Set.of(Abi.X86_64, Abi.IA32), Set.of());
    when(tool.device.download(anyLong())).thenReturn(new Table(7, new byte[0]));
  }

  private void kernel(Set<Abi> abis, Set<Degradation> degraded) throws DeviceException {
    kernel(abis, degraded, false, null);
  }

  private void kernel(
      Set<Abi> abis, Set<Degradation> degraded, boolean locked, Status.Unconfirmed waits)
      throws DeviceException {
    Status.Who by = new Status.Who(0, 0, 1, "x");
    when(tool.device.status())
        .thenReturn(
            new Status(
                new Status.Loaded(7, 1, 8, 8, 0, by, "", new Status.Cost(0, Abi.X86_64, 0)),
                0,
                0,
                abis,
                degraded,
                null,
                locked,
                waits,
                new Status.Log(1, 0, 0, 0, 0, 0, 0)));
  }

  private int coverage(String rules, String... options) {
    tool.input = rules;
    String[] all = new String[options.length + 2];
    all[0] = "coverage";
    System.arraycopy(options, 0, all, 1, options.length);
    all[all.length - 1] = "-";
    return tool.run(all);
  }

  @Test
  void aTextIsNotAskedByUring() throws Exception {
    assertEquals(4, coverage(TEXT), tool.err);
    assertEquals(
        """
        kernel: calls of x86_64, ia32; these rules are not those in force

        text (<stdin>:1), FAIL at calls: 4 doors covered, 1 not
          covered      x86_64 ia32  unlink
          covered      x86_64 ia32  unlinkat - if flag has no bit of 0x200
          NOT COVERED  io_uring     unlinkat - no system call is made; a rule on OBJECT sees it \
        (unlink, rmdir)
          not there    x32          unlink, unlinkat - this kernel has no entry for x32
        """,
        sorted(tool.out));
    verify(tool.device, never()).upload(ArgumentMatchers.any());
  }

  /** The set of ABIs that a test gives has no order. */
  private static String sorted(String out) {
    return out.replace("ia32, x86_64;", "x86_64, ia32;");
  }

  @Test
  void anObjectIs() {
    assertEquals(0, coverage(OBJECT), tool.err);
    assertTrue(tool.out.contains("covered    x86_64 ia32 io_uring  unlink: unlinkat\n"), tool.out);
    assertFalse(tool.out.contains("NOT COVERED"), tool.out);
  }

  @Test
  void knowsTheRulesInForce() throws Exception {
    byte[] table = Compiler.compile(List.of(new SourceText("x", OBJECT))).bytes();
    when(tool.device.download(7)).thenReturn(new Table(7, table));
    assertEquals(0, coverage(OBJECT), tool.err);
    assertTrue(tool.out.contains("these rules are in force, generation 7\n"), tool.out);
  }

  @Test
  void saysWhatTheKernelSays() throws Exception {
    kernel(Set.of(Abi.X86_64), Set.of(Degradation.ABI_UNSEEN));
    assertEquals(4, coverage(OBJECT), tool.err);
    assertTrue(tool.out.contains("DEGRADED: " + Degradation.ABI_UNSEEN.text()), tool.out);
    assertTrue(tool.out.contains("NOT COVERED  ia32 x32         unlink: "), tool.out);
    kernel(Set.of(Abi.X86_64), Set.of(Degradation.NO_MEMORY));
    assertEquals(4, coverage(OBJECT), tool.err);
    assertFalse(tool.out.contains("NOT COVERED"), tool.out);
  }

  @Test
  void knowsWhichCallsThereAre() throws Exception {
    when(tool.device.calls(ArgumentMatchers.any()))
        .thenReturn(
            Map.of(
                new KernelCalls.Id(Abi.X86_64, 263), KernelCalls.Presence.NO,
                new KernelCalls.Id(Abi.IA32, 301), KernelCalls.Presence.UNSEEN));
    assertEquals(4, coverage(TEXT), tool.err);
    assertTrue(
        tool.out.contains("not there    x86_64       unlinkat - this kernel has no such call\n"),
        tool.out);
    assertTrue(tool.out.contains("unlinkat - the kernel's function for it cannot be hooked\n"));
    assertEquals(0, coverage(OBJECT), tool.err);
    assertTrue(tool.out.contains("unlink: unlinkat - this kernel has no such call\n"), tool.out);
  }

  @Test
  void goesWithoutModules() throws Exception {
    when(tool.device.status()).thenThrow(new DeviceException(Errno.ENOENT, "no device", ""));
    assertEquals(0, coverage(OBJECT), tool.err);
    assertTrue(tool.out.startsWith("kernel: not asked: no device\n"), tool.out);
    assertTrue(tool.out.contains("x86_64 ia32 x32"), tool.out);
  }

  @Test
  void namesWhatTheFamilyDoes() {
    assertEquals(4, coverage(TEXT.replace("unlink ", "unlinkat ").replace("[1]", "[2]")), tool.err);
    assertTrue(tool.out.contains("unlink - does the same; a rule on unlink sees both\n"), tool.out);
    assertEquals(4, coverage(TEXT.replace("filter", "coverage = exact filter")), tool.err);
    assertTrue(tool.out.contains("unlinkat - coverage = exact\n"), tool.out);
    assertEquals(
        4,
        coverage(
            "rule { syscall_name = connect rule_name = c"
                + " filter_expression { PARAMS[2].port == 80 } "
                + FAIL),
        tool.err);
    assertTrue(
        tool.out.contains("ia32         socketcall - the filter asks for what it has not\n"),
        tool.out);
    assertTrue(
        tool.out.contains("sendto, sendmsg, sendmmsg - does the same (connect), is not named\n"),
        tool.out);
  }

  /** As auditctl -w has it, but for those who have the file open to write already. */
  @Test
  void namesWhatAPermissionMeans() {
    String rule =
        "rule { syscall_name = @file%s rule_name = wa perm = wa"
            + " filter_expression { any OBJECT under \"/etc\" } "
            + FAIL;
    assertEquals(4, coverage(rule.formatted("")), tool.err);
    assertTrue(
        tool.out.contains("write: write, writev, splice - perm = wa means it, too;"), tool.out);
    assertEquals(0, coverage(rule.formatted(", write")), tool.err);
  }

  @Test
  void namesCallsWithoutAnObject() {
    assertEquals(4, coverage(OBJECT.replace("rename", "chdir")), tool.err);
    assertTrue(tool.out.contains("chdir - no object of it is judged\n"), tool.out);
  }

  @Test
  void forPrograms() throws Exception {
    assertEquals(4, coverage(TEXT + OBJECT, "--format", "json"), tool.err);
    var json =
        (Map<?, ?>)
            Json.readAll(new ByteArrayInputStream(tool.out.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    var kernel = (Map<?, ?>) json.get("kernel");
    assertEquals(7L, kernel.get("generation"));
    assertEquals(false, kernel.get("in_force"));
    var rules = (List<?>) json.get("rules");
    var text = (Map<?, ?>) rules.get(0);
    assertEquals(false, text.get("whole"));
    assertEquals("calls", text.get("at"));
    assertTrue(
        ((List<?>) text.get("doors"))
            .contains(
                Map.of(
                    "entry",
                    "io_uring",
                    "name",
                    "unlinkat",
                    "number",
                    36L,
                    "call",
                    "unlinkat",
                    "state",
                    "missed",
                    "note",
                    "no system call is made; a rule on OBJECT sees it (unlink, rmdir)")));
    var object = (Map<?, ?>) rules.get(1);
    assertEquals(true, object.get("whole"));
    assertEquals("objects", object.get("at"));
  }

  /** Who put rules in force must not lose them by being probed. */
  @Test
  void probesNothingBesideRulesThatMustStay() throws Exception {
    Set<Abi> abis = Set.of(Abi.X86_64);
    kernel(abis, Set.of(), true, null);
    assertEquals(3, coverage(OBJECT, "--probe"));
    assertTrue(tool.err.contains("the rules are locked"), tool.err);
    kernel(abis, Set.of(), false, new Status.Unconfirmed(1000, 6));
    assertEquals(3, coverage(OBJECT, "--probe"));
    assertTrue(tool.err.contains("wait to be confirmed"), tool.err);
    verify(tool.device, never()).upload(ArgumentMatchers.any());
  }

  /** What is uploaded to be probed is taken back by the kernel, should nobody else do it. */
  @Test
  void probesByRulesThatOnlyCount() throws Exception {
    byte[] table = Compiler.compile(List.of(new SourceText("x", Tool.RULE))).bytes();
    when(tool.device.download(7)).thenReturn(new Table(7, table));
    tool.takesUploads(8);
    // No counters: it fails at the first door, and puts back what was in force.
    when(tool.device.counters(8)).thenThrow(new DeviceException(Errno.ENOENT, "gone", ""));
    assertEquals(3, coverage(OBJECT, "--probe"));
    ArgumentCaptor<UploadRequest> requests = ArgumentCaptor.forClass(UploadRequest.class);
    verify(tool.device, times(2)).upload(requests.capture());
    UploadRequest probing = requests.getAllValues().get(0);
    assertEquals(7, probing.expect());
    assertEquals(600, probing.confirmSeconds());
    List<TableRule> rules = TableReader.read(probing.table()).rules();
    assertEquals(List.of("probe:0", "one"), rules.stream().map(TableRule::name).toList());
    assertEquals(Action.LOG, rules.get(0).act().action());
    assertTrue(rules.get(0).has(SctAbi.RULE_CONTINUE));
    String object = TableReader.read(probing.table()).objects().get(0).path().toString();
    assertTrue(object.matches("/tmp/sct-probe[0-9]*/etc/passwd"), object);
    UploadRequest back = requests.getAllValues().get(1);
    assertArrayEquals(table, back.table());
    assertEquals(8, back.expect());
    assertEquals(0, back.confirmSeconds());
  }

  @Test
  void wrongRulesAreWrong() {
    assertEquals(1, coverage("rule {"));
  }
}
