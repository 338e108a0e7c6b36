// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.layers;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Which package needs which, of this project only.
 *
 * <p>Two witnesses are asked, as each is blind to something. The compiled classes do not tell of
 * constants, which the compiler copies, nor of imports that nothing uses; the sources do not tell
 * of a class that is used without being named.
 */
final class Packages {
  private static final String ROOT = "org.syscalltrack.";

  /** A line of jdeps: what stands in front of the arrow, and behind it. */
  private static final Pattern DEPENDENCY = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s.*");

  private static final Pattern NAMED = Pattern.compile("\\borg\\.syscalltrack(?:\\.[a-z_]\\w*)+");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|//[^\\n]*|/\\*(?s:.*?)\\*/");

  private final Map<String, Set<String>> needs = new TreeMap<>();

  /** Of the modules in these directories. */
  static Packages of(List<Path> modules) throws IOException {
    Packages packages = new Packages();
    for (Path module : modules) {
      packages.readClasses(module.resolve("target/classes"));
      packages.readSources(module.resolve("src/main/java"));
    }
    return packages;
  }

  private void readClasses(Path classes) {
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(classes + " is not there: compile first");
    }
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(out, out, "-verbose:package", "--ignore-missing-deps", classes.toString());
    if (status != 0) {
      throw new IllegalStateException("jdeps: " + said);
    }
    for (String line : said.toString().split("\n")) {
      Matcher dependency = DEPENDENCY.matcher(line);
      if (dependency.matches()) {
        add(dependency.group(1), dependency.group(2));
      }
    }
  }

  private void readSources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(this::readSource);
    }
  }

  private void readSource(Path file) {
    try {
      readSource(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void readSource(String source) {
    String code = COMMENT_OR_STRING.matcher(source).replaceAll(" ");
    Matcher own = PACKAGE.matcher(code);
    if (own.find()) {
      needs.computeIfAbsent(own.group(1), key -> new TreeSet<>());
      Matcher named = NAMED.matcher(code);
      while (named.find()) {
        add(own.group(1), named.group());
      }
    }
  }

  private void add(String from, String to) {
    if (from.startsWith(ROOT) && to.startsWith(ROOT) && !from.equals(to)) {
      needs.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
      needs.computeIfAbsent(to, key -> new TreeSet<>());
    }
  }

  Set<String> names() {
    return needs.keySet();
  }

  Set<String> needs(String name) {
    return needs.getOrDefault(name, Set.of());
  }

  /** The circles that there are, each once: {@code a -> b -> a}. */
  Set<String> circles() {
    Set<String> circles = new TreeSet<>();
    for (String name : names()) {
      List<String> way = wayBack(name);
      // A circle is found from each of its members; that with the first name stands for all.
      if (way != null && way.stream().noneMatch(member -> member.compareTo(name) < 0)) {
        circles.add(String.join(" -> ", way));
      }
    }
    return circles;
  }

  /** The shortest way from the package to itself, or null. */
  private List<String> wayBack(String name) {
    Deque<List<String>> ways = new ArrayDeque<>(List.of(List.of(name)));
    Set<String> seen = new HashSet<>();
    while (!ways.isEmpty()) {
      List<String> way = ways.remove();
      for (String next : needs(way.get(way.size() - 1))) {
        List<String> longer = new ArrayList<>(way);
        longer.add(next);
        if (next.equals(name)) {
          return longer;
        } else if (seen.add(next)) {
          ways.add(longer);
        }
      }
    }
    return null;
  }
}
