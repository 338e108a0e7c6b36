// SPDX-License-Identifier: GPL-2.0-only
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the headings of the messages into the enums of package org.syscalltrack.message, one for
 * each severity, so that what has no code does not compile.
 *
 * <p>Run by Maven as {@code java GenerateJava.java DIRECTORY OUTPUT_DIRECTORY}.
 */
final class GenerateJava {
  private static final String PACKAGE = "org.syscalltrack.message";

  private static final Pattern HEADING = Pattern.compile("([EWN])([0-9]{4}) ([A-Z0-9_]+): (.+)");

  /** The word of a line that is no heading and not indented. */
  private static final Pattern PART =
      Pattern.compile("(do: .+|command: .+|also: .+|no example: .+|example:|#.*|)");

  private static final Map<String, String> ENUMS =
      Map.of("E", "ErrorCode", "W", "WarningCode", "N", "NoteCode");

  private static final Map<String, String> SEVERITIES =
      Map.of("E", "error", "W", "warning", "N", "note");

  private record Entry(String letter, int number, String name, String title, String file) {}

  private GenerateJava() {}

  public static void main(String[] args) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.msg")) {
      for (Path file : files) {
        read(file, entries);
      }
    }
    Path out = Path.of(args[1]).resolve(PACKAGE.replace('.', '/'));
    Files.createDirectories(out);
    for (String letter : ENUMS.keySet()) {
      List<Entry> list = new ArrayList<>(entries.values());
      list.removeIf(e -> !e.letter.equals(letter));
      Files.writeString(out.resolve(ENUMS.get(letter) + ".java"), source(letter, list));
    }
  }

  private static void read(Path file, Map<String, Entry> entries) throws IOException {
    String name = file.getFileName().toString().replace(".msg", "");
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        Entry entry =
            new Entry(
                heading.group(1),
                Integer.parseInt(heading.group(2)),
                heading.group(3),
                heading.group(4),
                name);
        if (entries.put(heading.group(1) + heading.group(2), entry) != null) {
          throw new IOException(file + ":" + number + ": the code is there already");
        }
      } else if (!line.startsWith("  ") && !PART.matcher(line).matches()) {
        throw new IOException(file + ":" + number + ": is no line of a message: " + line);
      }
    }
  }

  private static String source(String letter, List<Entry> entries) {
    String name = ENUMS.get(letter);
    StringBuilder out = new StringBuilder();
    out.append("// SPDX-License-Identifier: GPL-2.0-only\n");
    out.append("// Made from messages/ by GenerateJava; not to be edited.\n");
    out.append("package ").append(PACKAGE).append(";\n\n");
    out.append("/** Codes of messages: ").append(name).append(". */\n");
    out.append("public enum ").append(name).append(" implements MessageCode {\n");
    for (Entry e : entries) {
      out.append("  /** ").append(e.title.replace("&", "&amp;").replace("<", "&lt;"));
      out.append(". */\n");
      out.append(String.format(Locale.ROOT, "  %s(%d, \"%s\"),%n", e.name, e.number, e.file));
    }
    out.append("  ;\n\n");
    out.append("  private final int number;\n");
    out.append("  private final String file;\n\n");
    out.append("  ").append(name).append("(int number, String file) {\n");
    out.append("    this.number = number;\n    this.file = file;\n  }\n\n");
    out.append("  @Override\n  public String text() {\n");
    out.append("    return String.format(java.util.Locale.ROOT, \"sct-").append(letter);
    out.append("%04d\", number);\n  }\n\n");
    out.append("  @Override\n  public String severity() {\n    return \"");
    out.append(SEVERITIES.get(letter)).append("\";\n  }\n\n");
    out.append("  @Override\n  public String file() {\n    return file;\n  }\n}\n");
    return out.toString();
  }
}
