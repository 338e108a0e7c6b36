// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;

class PackTest {
  @TempDir private Path parent;

  private final Tool tool = new Tool();

  private Path directory() {
    return parent.resolve("rules.d");
  }

  private int run(String... words) {
    List<String> args = new ArrayList<>(List.of("pack", "--rules-dir", directory().toString()));
    args.addAll(List.of(words));
    return tool.run(args.toArray(new String[0]));
  }

  private static Compilation compiled(Pack.Form... forms) {
    List<SourceText> sources = new ArrayList<>();
    for (Pack.Form form : forms) {
      for (Pack pack : Pack.all()) {
        sources.add(new SourceText(pack.file(form), pack.text(form)));
      }
    }
    Compilation compilation = Compiler.compile(sources);
    assertEquals(List.of(), compilation.diagnostics().stream().filter(d -> !d.isNote()).toList());
    return compilation;
  }

  @Test
  void allWatchTogether() {
    for (CheckedRule rule : compiled(Pack.Form.WATCH).rules()) {
      assertEquals(Verdict.ALLOWED, rule.action().type().verdict(), rule.name());
      assertTrue(rule.action().continues(), rule.name() + " hides what is behind it");
      assertFalse(rule.about().tags().isEmpty(), rule.name());
    }
  }

  @Test
  void allEnforceTogether() {
    for (CheckedRule rule : compiled(Pack.Form.ENFORCE).rules()) {
      assertTrue(rule.action().interferes(), rule.name());
      assertTrue(rule.action().format() != null, rule.name() + " refuses without a word");
    }
  }

  @Test
  void eachSaysWhatItIs() throws IOException {
    Path files = Path.of("..", "examples", "rules", "packs");
    Set<String> expected = new TreeSet<>(Set.of("packs.tbl"));
    for (Pack pack : Pack.all()) {
      for (Pack.Form form : Pack.Form.values()) {
        expected.add(pack.name() + "." + form.word() + ".conf");
        assertFalse(pack.title(form).isEmpty(), pack.file(form));
        for (String technique : pack.attack(form).split(", ")) {
          assertTrue(technique.matches("T[0-9]{4}(\\.[0-9]{3})?"), pack.file(form));
          assertTrue(pack.text(form).contains("\"" + technique + "\""), technique);
        }
        for (CheckedRule rule :
            Compiler.compile(List.of(new SourceText("x", pack.text(form)))).rules()) {
          assertTrue(rule.name().startsWith(pack.name() + "."), rule.name());
        }
      }
    }
    try (Stream<Path> there = Files.list(files)) {
      assertEquals(
          expected, new TreeSet<>(there.map(file -> file.getFileName().toString()).toList()));
    }
  }

  @Test
  void enableAndDisable() throws IOException {
    assertEquals(0, run("list"), tool.err);
    assertTrue(tool.out.contains("clock             no "), tool.out);
    assertEquals(0, run("enable", "clock"), tool.err);
    Path watch = directory().resolve("60-pack-clock.watch.conf");
    assertEquals(new Pack("clock").text(Pack.Form.WATCH), Files.readString(watch));
    assertEquals(0, run());
    assertTrue(tool.out.contains("clock             watch "), tool.out);
    assertEquals(0, run("enable", "clock", "enforce"), tool.err);
    assertFalse(Files.exists(watch));
    assertTrue(tool.out.contains("20-pack-clock.enforce.conf"), tool.out);
    assertEquals(0, run("disable", "clock"));
    assertEquals("no", Files.list(directory()).findAny().map(Path::toString).orElse("no"));
    assertEquals(0, run("disable", "clock"));
    assertTrue(tool.out.contains("was not enabled"), tool.out);
  }

  @Test
  void show() {
    assertEquals(0, run("show", "clock", "enforce"));
    assertEquals(new Pack("clock").text(Pack.Form.ENFORCE), tool.out);
    assertEquals(0, run("show", "clock"));
    assertEquals(new Pack("clock").text(Pack.Form.WATCH), tool.out);
  }

  @Test
  void whatSomebodyChangedIsNotLost() throws IOException {
    assertEquals(0, run("enable", "clock"));
    Path watch = directory().resolve("60-pack-clock.watch.conf");
    String changed = Files.readString(watch) + "# mine\n";
    Files.writeString(watch, changed);
    assertEquals(0, run("list"));
    assertTrue(tool.out.contains("watch, changed"), tool.out);
    assertEquals(2, run("disable", "clock"));
    assertTrue(tool.err.contains("lose it by --yes"), tool.err);
    tool.answer = "n";
    assertEquals(2, run("enable", "clock", "enforce"));
    assertEquals(changed, Files.readString(watch));
    assertEquals(0, run("disable", "clock", "--yes"));
    assertFalse(Files.exists(watch));
  }

  @Test
  void whatDoesNotGoTogetherIsNotEnabled() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(
        directory().resolve("10-mine.conf"),
        "rule { syscall_name = adjtimex rule_name = \"clock.set\" when = before"
            + " action { type = LOG } }\n");
    assertEquals(1, run("enable", "clock"));
    assertTrue(tool.err.contains("is there already"), tool.err);
    assertFalse(Files.exists(directory().resolve("60-pack-clock.watch.conf")));
  }

  @Test
  void usage() {
    assertEquals(2, run("enable", "clokc"));
    assertTrue(tool.err.contains("did you mean 'clock'?"), tool.err);
    assertEquals(2, run("enable", "clock", "off"));
    assertEquals(2, run("enable"));
    assertEquals(2, run("nothing", "clock"));
    assertEquals(2, run("disable", "clock", "watch"));
    assertEquals(2, tool.run("check", "--rules-dir", "x", "y"));
  }
}
