// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceLoader;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.message.ErrorCode;

/** The rules that an explanation has for an example, and what the compiler says of them. */
final class Example {
  /** The name of the file that an example would be. */
  static final String NAME = "example.conf";

  /** {@code <TEXT x 500>} is the text so many times, each # in it the number of its turn. */
  private static final Pattern REPEATED = Pattern.compile("<([^<>\\n]+) x ([0-9]+)>");

  private Example() {}

  /** The text with what is repeated written out. */
  static String written(String example) {
    return REPEATED
        .matcher(example)
        .replaceAll(
            found -> {
              StringBuilder all = new StringBuilder();
              for (int i = 0; i < Integer.parseInt(found.group(2)); i++) {
                all.append(found.group(1).replace("#", Integer.toString(i)));
              }
              return Matcher.quoteReplacement(all.toString());
            });
  }

  static boolean isShortened(String example) {
    return REPEATED.matcher(example).find();
  }

  /** What the compiler says of it, as a file alone in its directory. */
  static List<Diagnostic> messages(String example) {
    SourceText text = new SourceText(NAME, written(example));
    SourceLoader loader =
        (from, name) -> {
          if (name.equals(NAME)) {
            return new SourceText(NAME, written(example));
          }
          throw new SourceException(
              Diagnostic.ofFile(ErrorCode.NO_SUCH_FILE, name, "no such file"));
        };
    Compilation compilation = Compiler.compile(List.of(text), loader, new Diagnostics());
    return compilation.diagnostics();
  }
}
