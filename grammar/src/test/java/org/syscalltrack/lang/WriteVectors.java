// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.compile.CallCosts;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;

/**
 * Writes random filters, compiled, and events with what the naive reading says of each pair. {@code
 * tests/host/test_vectors.c} runs the filters through the kernel's evaluator and compares.
 *
 * <p>{@code WriteVectors FOLDER FILTERS EVENTS SEED}
 */
final class WriteVectors {
  private WriteVectors() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    RandomFilters random = new RandomFilters(Long.parseLong(args[3]));
    List<Expr> filters = new ArrayList<>();
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      String filter = random.filter(1 + i % 4).text();
      Diagnostics diagnostics = new Diagnostics();
      filters.add(RuleParser.parseFilter(new SourceText("filter", filter), diagnostics));
      rules.append("rule { syscall_name = open coverage = exact rule_name = r").append(i);
      rules.append(" action { type = LOG } when = after filter_expression { ");
      rules.append(filter).append(" } }\n");
    }
    Compilation compiled = Compiler.compile(List.of(new SourceText("filters", rules.toString())));
    if (!compiled.isGood()) {
      throw new IllegalStateException(compiled.diagnostics().toString());
    }
    writeCosts(folder);
    writeLists(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]) / 10, args[3]);
    Files.writeString(folder.resolve("filters.conf"), rules);
    Files.write(folder.resolve("filters.table"), compiled.bytes());
    try (Writer events = Files.newBufferedWriter(folder.resolve("events.txt"))) {
      for (int n = 0; n < Integer.parseInt(args[2]); n++) {
        events.write(line(random.event(), filters));
      }
    }
  }

  /**
   * The tables of tests/lang/ok, and for each a line: its file, and what a call may cost at most.
   */
  private static void writeCosts(Path folder) throws IOException {
    Path tables = Files.createDirectories(folder.resolve("ok"));
    StringBuilder costs = new StringBuilder();
    for (Path file : GoldenFiles.cases("ok")) {
      String name = file.getFileName().toString();
      Compilation compiled =
          Compiler.compile(List.of(new SourceText(name, GoldenFiles.read(file))));
      Path table = tables.resolve(name.replace(".conf", ".table"));
      Files.write(table, compiled.bytes());
      CallCosts.Costliest most = CallCosts.costliest(compiled.table());
      costs.append(table.toAbsolutePath()).append(' ').append(most.steps()).append(' ');
      costs.append(most.abi().number()).append(' ').append(most.nr()).append('\n');
    }
    Files.writeString(folder.resolve("costs.txt"), costs);
  }

  /** Filters on lists; an event is its argv, its envp and the verdicts. */
  private static void writeLists(Path folder, int count, int events, String seed)
      throws IOException {
    RandomLists random = new RandomLists(Long.parseLong(seed));
    List<Expr> filters = new ArrayList<>();
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String filter = random.filter(1 + i % 3);
      filters.add(RuleParser.parseFilter(new SourceText("filter", filter), new Diagnostics()));
      rules.append("rule { syscall_name = ").append(i % 2 == 0 ? "execve" : "execveat");
      rules.append(" coverage = exact rule_name = r").append(i);
      rules.append(" action { type = LOG } when = before filter_expression { ");
      rules.append(filter).append(" } }\n");
    }
    Compilation compiled = Compiler.compile(List.of(new SourceText("lists", rules.toString())));
    if (!compiled.isGood()) {
      throw new IllegalStateException(compiled.diagnostics().toString());
    }
    Files.write(folder.resolve("lists.table"), compiled.bytes());
    try (Writer out = Files.newBufferedWriter(folder.resolve("lists.txt"))) {
      for (int n = 0; n < events; n++) {
        Map<String, Object> event = random.event();
        AstEvaluator naive = new AstEvaluator(event);
        StringBuilder line = new StringBuilder();
        line.append(hex(event.get(RandomLists.ARGV))).append(' ');
        line.append(hex(event.get(RandomLists.ENVP))).append(' ');
        filters.forEach(filter -> line.append(naive.holds(filter) ? '1' : '0'));
        out.write(line.append('\n').toString());
      }
    }
  }

  /** {@code NULL}, {@code none}, or strings in hexadecimal with a dot behind each. */
  private static String hex(Object list) {
    if (!(list instanceof List<?> strings)) {
      return "NULL";
    }
    StringBuilder out = new StringBuilder(strings.isEmpty() ? "none" : "");
    for (Object string : strings) {
      for (byte b : ((ByteString) string).bytes()) {
        out.append(String.format("%02x", b));
      }
      out.append('.');
    }
    return out.toString();
  }

  private static String line(Map<String, Object> event, List<Expr> filters) {
    StringBuilder out = new StringBuilder();
    for (String name : RandomFilters.NUMBERS) {
      out.append(event.get(name)).append(' ');
    }
    for (String name : RandomFilters.STRINGS) {
      ByteString value = (ByteString) event.get(name);
      out.append(value == null ? "NULL" : value.quoted()).append(' ');
    }
    AstEvaluator naive = new AstEvaluator(event);
    for (Expr filter : filters) {
      out.append(naive.holds(filter) ? '1' : '0');
    }
    return out.append('\n').toString();
  }
}
