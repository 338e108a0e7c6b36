// SPDX-License-Identifier: GPL-2.0-only
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;

/** Compiles each FROM/NAME.conf to TO/NAME.table, all in one run. */
final class CompileCases {
  private CompileCases() {}

  public static void main(String[] args) throws IOException {
    Path to = Files.createDirectories(Path.of(args[1]));
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
        String name = file.getFileName().toString();
        Compilation compiled = Compiler.compile(List.of(new SourceText(name, Files.readString(file))));
        if (!compiled.isGood()) {
          throw new IllegalStateException(name + ": " + compiled.diagnostics());
        }
        Files.write(to.resolve(name.replace(".conf", ".table")), compiled.bytes());
      }
    }
  }
}
