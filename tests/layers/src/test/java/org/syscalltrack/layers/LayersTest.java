// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That no package needs, by however many others, itself; and that the layers point one way: tools
 * to devices and rule language, these to the binary format.
 */
class LayersTest {
  private static final Path TOP = Path.of("..", "..");
  private static final List<Path> MODULES =
      Stream.of(
              "abi",
              "grammar",
              "sct-capture",
              "sct-config",
              "sct-log",
              "sct-run",
              "sct-api",
              "sct-junit")
          .map(TOP::resolve)
          .toList();

  private static final String ABI = "org.syscalltrack.abi";
  private static final String SOURCE = "org.syscalltrack.source";
  private static final String DEVICE = "org.syscalltrack.device";
  private static final String TOOL = "org.syscalltrack.tool";
  private static final String MESSAGE = "org.syscalltrack.message";
  private static final String LANG = "org.syscalltrack.lang";
  private static final String CONFIG = "org.syscalltrack.config";
  private static final String LOG = "org.syscalltrack.log";
  private static final String CAPTURE = "org.syscalltrack.capture";
  private static final String RUN = "org.syscalltrack.run";
  private static final String API = "org.syscalltrack.api";
  private static final String JUNIT = "org.syscalltrack.junit";

  /** Each package, with those below it, and what it may need besides itself. */
  private static final Map<String, Set<String>> LAYERS =
      Map.ofEntries(
          Map.entry(ABI, Set.of()),
          Map.entry(SOURCE, Set.of()),
          Map.entry(TOOL, Set.of()),
          Map.entry(MESSAGE, Set.of()),
          Map.entry(DEVICE, Set.of(ABI, SOURCE)),
          Map.entry(LANG, Set.of(ABI, MESSAGE)),
          Map.entry(CONFIG, Set.of(ABI, DEVICE, LANG, MESSAGE, TOOL, CONFIG + ".replay")),
          // Rules are tried with recorded events, as sctlog reads them.
          Map.entry(CONFIG + ".replay", Set.of(ABI, SOURCE, LANG, TOOL, CONFIG, CAPTURE, LOG)),
          Map.entry(CAPTURE, Set.of(ABI, SOURCE)),
          Map.entry(LOG, Set.of(ABI, SOURCE, LANG, MESSAGE, TOOL, CAPTURE)),
          // A sink speaks to the journal's socket.
          Map.entry(LOG + ".sink", Set.of(ABI, SOURCE, LANG, DEVICE, LOG)),
          // Who reads records does not know that there is a device; who opens one does.
          Map.entry(
              LOG + ".cli", Set.of(ABI, SOURCE, LANG, TOOL, DEVICE, LOG, LOG + ".sink", CAPTURE)),
          Map.entry(RUN, Set.of(ABI, SOURCE, LANG, MESSAGE, TOOL, DEVICE, LOG, CAPTURE)),
          Map.entry(API, Set.of(ABI, SOURCE, LANG, TOOL, DEVICE, LOG, RUN)),
          Map.entry(JUNIT, Set.of(API)));

  /** What stands inside of a layer, from below: each may need those before it. */
  private static final Map<String, List<String>> ORDERS =
      Map.of(
          LANG,
          List.of(
              "source",
              "ast",
              "diag",
              "load",
              "parser",
              "syscalls",
              "table",
              "view",
              "ir",
              "format",
              "check",
              "eval",
              "look",
              "compile"),
          CONFIG,
          List.of(
              "text",
              "session",
              "files",
              "control",
              "status",
              "explain",
              "coverage",
              "replay",
              "list",
              "migrate",
              "importer.rule",
              "importer.audit",
              "importer.falco",
              "importer.strace",
              "importer",
              "exporter",
              "keep",
              "pack",
              "cli"),
          LOG,
          List.of(
              "text", "record", "rules", "select", "format", "ctf", "facts", "tree", "page",
              "summary", "top", "compare", "sink", "tail", "cli"),
          RUN,
          List.of("trace", "cli"));

  private static Packages packages() throws IOException {
    return Packages.of(MODULES);
  }

  @Test
  void thereAreNoCircles() throws IOException {
    assertEquals(Set.of(), packages().circles());
  }

  @Test
  void layersPointOneWay() throws IOException {
    Packages packages = packages();
    Set<String> wrong = new TreeSet<>();
    for (String name : packages.names()) {
      String layer = layer(name);
      for (String needed : packages.needs(name)) {
        String other = layer(needed);
        if (!other.equals(layer) && !LAYERS.get(layer).contains(other)) {
          wrong.add(name + " -> " + needed);
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void whatIsInsideALayerPointsDown() throws IOException {
    Packages packages = packages();
    Set<String> wrong = new TreeSet<>();
    ORDERS.forEach(
        (layer, order) -> {
          for (String name : packages.names()) {
            for (String needed : packages.needs(name)) {
              boolean inside = name.startsWith(layer + ".") && needed.startsWith(layer + ".");
              if (inside && rank(layer, order, needed) > rank(layer, order, name)) {
                wrong.add(name + " -> " + needed);
              }
            }
          }
        });
    assertEquals(Set.of(), wrong);
  }

  private static int rank(String layer, List<String> order, String name) {
    int rank = order.indexOf(name.substring(layer.length() + 1));
    assertTrue(rank >= 0, name + " has no place in the order of its layer");
    return rank;
  }

  /** The layer of the longest name; a package of none is an error. */
  private static String layer(String name) {
    return LAYERS.keySet().stream()
        .filter(layer -> name.equals(layer) || name.startsWith(layer + "."))
        .max((a, b) -> a.length() - b.length())
        .orElseThrow(() -> new AssertionError(name + " is in no layer"));
  }

  @Test
  void allPackagesAreSeen() throws IOException {
    Set<String> names = packages().names();
    for (String name :
        List.of(ABI, SOURCE, DEVICE, TOOL, LANG + ".parser", CONFIG + ".cli", LOG + ".tail")) {
      assertTrue(names.contains(name), name);
    }
  }

  @Test
  void eachPackageSaysWhatIsInIt() throws IOException {
    for (Path module : MODULES) {
      Path root = module.resolve("src/main/java");
      try (Stream<Path> files = Files.walk(root)) {
        Set<Path> without = new TreeSet<>();
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(Path::getParent)
            .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
            .forEach(without::add);
        assertEquals(Set.of(), without);
      }
    }
  }

  @Test
  void aCircleIsFound() {
    Packages packages = new Packages();
    packages.readSource("package org.syscalltrack.a;\nimport org.syscalltrack.b.B;\n");
    packages.readSource("package org.syscalltrack.b;\nclass B { org.syscalltrack.c.d.C c; }\n");
    packages.readSource(
        "package org.syscalltrack.c.d;\n"
            + "/** Of {@link org.syscalltrack.x.X}. */\n"
            + "import static org.syscalltrack.a.A.*;\n"
            + "class C { String s = \"org.syscalltrack.y\"; }\n");
    assertEquals(
        Set.of(
            "org.syscalltrack.a -> org.syscalltrack.b -> org.syscalltrack.c.d ->"
                + " org.syscalltrack.a"),
        packages.circles());
    assertEquals(Set.of("org.syscalltrack.a"), packages.needs("org.syscalltrack.c.d"));
  }
}
