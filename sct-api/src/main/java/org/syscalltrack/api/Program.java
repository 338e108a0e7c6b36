// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** Where sct_run is. */
final class Program {
  static final String PROPERTY = "syscalltrack.sct_run";
  private static final String NAME = "sct_run";

  private Program() {}

  static Path find() throws SctRunException {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path path = Path.of(named).toAbsolutePath().normalize();
      if (!Files.isExecutable(path)) {
        throw new SctRunException(
            "no program " + path + ", which the property " + PROPERTY + " names");
      }
      return path;
    }
    for (Path path : places()) {
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return path;
      }
    }
    throw new SctRunException(
        "no program sct_run: install syscalltrack, or name it by the property " + PROPERTY);
  }

  /** Jars are in lib/ beside bin/, or, installed, in lib/syscalltrack/. */
  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    Path jar = jar();
    if (jar != null && jar.getParent() != null) {
      places.add(jar.resolveSibling("../bin/" + NAME).normalize());
      places.add(jar.resolveSibling("../../bin/" + NAME).normalize());
    }
    String dirs = System.getenv("PATH");
    for (String dir : dirs == null ? new String[0] : dirs.split(":")) {
      places.add(Path.of(dir.isEmpty() ? "." : dir).toAbsolutePath().resolve(NAME));
    }
    return places;
  }

  private static Path jar() {
    CodeSource source = Program.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
