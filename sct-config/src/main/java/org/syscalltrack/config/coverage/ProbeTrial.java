// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Status;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.CanonicalPrinter;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

/**
 * Puts rules that only count before those in force, which stay as they are, and takes them away
 * again: also by the kernel itself, should we end in between.
 */
final class ProbeTrial {
  private static final int LONGEST_SECONDS = 600;

  private final Session session;
  private final Path scratch;

  private ProbeTrial(Session session, Path scratch) {
    this.session = session;
    this.scratch = scratch;
  }

  static List<RuleCoverage> run(Session session, List<RuleCoverage> rules) throws DeviceException {
    Path scratch;
    try {
      scratch = Files.createTempDirectory("sct-probe");
    } catch (IOException e) {
      throw new DeviceException(
          Errno.EIO,
          "cannot make a scratch directory: " + e.getMessage(),
          "is there room in /tmp?");
    }
    try (ControlDevice device = session.open()) {
      return new ProbeTrial(session, scratch).run(device, rules);
    } finally {
      removeAll(scratch);
    }
  }

  private static void removeAll(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      // What could not be listed stays, in a directory that tells whose it is.
    }
  }

  private List<RuleCoverage> run(ControlDevice device, List<RuleCoverage> rules)
      throws DeviceException {
    Status status = device.status();
    requireQuiet(device, status);
    long old = status.loaded().generation();
    byte[] inForce = device.download(old).bytes();
    List<ProbeRule.Made> made = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      made.add(ProbeRule.of(rules.get(i).rule(), i, scratch.toString()));
    }
    place(made);
    byte[] table = compile(made, inForce);
    long generation = upload(device, new UploadRequest(table, "", old, LONGEST_SECONDS));
    session.trace().note("probing by generation {}", generation);
    try {
      List<String> names = rules.stream().map(rule -> rule.rule().name()).toList();
      Probe probe = new Probe(device, generation, made, names);
      List<RuleCoverage> tried = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        tried.add(probe.go(rules.get(i), i));
      }
      return tried;
    } finally {
      putBack(device, inForce, status.loaded().origin(), generation);
    }
  }

  /** Nobody may lose by it that the rules are uploaded again. */
  private static void requireQuiet(ControlDevice device, Status status) throws DeviceException {
    if (status.locked()) {
      throw new DeviceException(
          Errno.EPERM, "the rules are locked: none can be put beside them to probe", "");
    }
    if (status.unconfirmed() != null) {
      throw new DeviceException(
          Errno.EBUSY, "the rules in force wait to be confirmed", "sct_config confirm");
    }
    if (!device.pending().isEmpty()) {
      throw new DeviceException(
          Errno.EBUSY, "calls wait for an answer by the rules in force", "sct_config pending");
    }
  }

  /** What rules name must be there when they are put in force. */
  private static void place(List<ProbeRule.Made> made) throws DeviceException {
    try {
      for (ProbeRule.Made rule : made) {
        for (Path directory : rule.directories()) {
          Files.createDirectories(directory);
        }
        for (Path file : rule.files()) {
          Files.createDirectories(file.getParent());
          if (!Files.exists(file)) {
            Files.createFile(file);
          }
        }
      }
    } catch (IOException e) {
      throw new DeviceException(
          Errno.EIO, "cannot make the scratch place: " + e.getMessage(), "is there room in /tmp?");
    }
  }

  private static byte[] compile(List<ProbeRule.Made> made, byte[] inForce) throws DeviceException {
    List<CheckedRule> rules =
        made.stream().map(ProbeRule.Made::rule).filter(Objects::nonNull).toList();
    if (rules.isEmpty()) {
      throw new DeviceException(Errno.ENOENT, "none of these rules can be probed", why(made));
    }
    List<SourceText> sources = new ArrayList<>();
    sources.add(new SourceText("<probe>", CanonicalPrinter.print(rules)));
    try {
      if (inForce.length > 0) {
        sources.add(new SourceText("<in force>", TableReader.read(inForce).text()));
      }
    } catch (TableFormatException e) {
      throw new DeviceException(Errno.EBADMSG, "the kernel's rules: " + e.getMessage(), "");
    }
    Compilation compilation = Compiler.compile(sources);
    if (!compilation.isGood()) {
      Diagnostic first =
          compilation.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
      throw new DeviceException(Errno.EINVAL, "cannot probe: " + first.message(), "");
    }
    return compilation.bytes();
  }

  private static String why(List<ProbeRule.Made> made) {
    return made.isEmpty() ? "" : made.get(0).why();
  }

  private static long upload(ControlDevice device, UploadRequest request) throws DeviceException {
    UploadResult result = device.upload(request);
    if (result instanceof UploadResult.Loaded loaded) {
      return loaded.generation();
    }
    UploadResult.Refused refused = (UploadResult.Refused) result;
    throw new DeviceException(
        refused.errno(), "cannot probe: refused by the kernel: " + refused.error().text(), "");
  }

  private static void putBack(ControlDevice device, byte[] table, String origin, long probing)
      throws DeviceException {
    if (table.length > 0) {
      upload(device, new UploadRequest(table, origin, probing, 0));
    } else if (device.status().loaded().generation() == probing) {
      // What somebody else has uploaded meanwhile is not ours to delete.
      device.delete();
    }
  }
}
