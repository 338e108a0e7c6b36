// SPDX-License-Identifier: GPL-2.0-only
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns abi.txt into the Java sources of package org.syscalltrack.abi: {@code SctAbi} with every
 * constant, offset and size, and an enum for each numbered list.
 *
 * <p>Run by Maven as {@code java GenerateJava.java abi.txt OUTPUT_DIRECTORY}. A line that it does
 * not know ends the build: nothing of the format is left out silently.
 */
final class GenerateJava {
  private static final String PACKAGE = "org.syscalltrack.abi";

  private static final String HEADER =
      "// SPDX-License-Identifier: GPL-2.0-only\n"
          + "// Made from abi.txt by GenerateJava; not to be edited.\n"
          + "package "
          + PACKAGE
          + ";\n\n";

  /** The lists of abi.txt, the enum that each becomes, and what its entries are. */
  private enum NumberedList {
    ABI("abi", "Abi", "The entry that a system call came through."),
    PHASE("phase", "Phase", "When a rule looks at a call."),
    ACTION("action", "Action", "What a rule does."),
    TYPE("type", "Type", "Type of a parameter or of an event's field."),
    SOURCE("source", "Source", "Where a view takes a parameter or its guard from."),
    ERROR("error", "SctError", "Why the kernel refused a rule table."),
    RECORD("record", "RecordType", "Kind of a record of the log device."),
    VERDICT("verdict", "Verdict", "What happened to the call of an event."),
    PRIORITY("priority", "Priority", "How urgent a rule's events are: syslog's levels."),
    RATE("rate", "RateScope", "What a rate limit counts apart."),
    LEN("len", "LengthAt", "Where the length of a buffer is."),
    FOLLOW("follow", "Follow", "Whether a path follows a symbolic link at its end."),
    DEGRADED("degraded", "Degradation", "A way in which less is in force than the table says."),
    VAR("var", "Var", "A variable of filters and log formats."),
    OP("op", "Op", "An operation of filter programs.");

    final String keyword;
    final String enumName;
    final String purpose;

    NumberedList(String keyword, String enumName, String purpose) {
      this.keyword = keyword;
      this.enumName = enumName;
      this.purpose = purpose;
    }

    static NumberedList of(String keyword) {
      for (NumberedList list : values()) {
        if (list.keyword.equals(keyword)) {
          return list;
        }
      }
      return null;
    }
  }

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final StringBuilder constants = new StringBuilder();
  private final Map<NumberedList, List<String>> entries = new LinkedHashMap<>();

  public static void main(String[] args) throws IOException {
    GenerateJava generator = new GenerateJava();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        generator.read(words(line), line);
      }
    }
    Path directory = Path.of(args[1], PACKAGE.replace('.', '/'));
    Files.createDirectories(directory);
    generator.write(directory);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }

  private void read(List<String> words, String line) {
    switch (words.get(0)) {
      case "const" -> constant("int", words.get(1), words.get(2));
      case "string" -> constant("String", words.get(1), '"' + words.get(2) + '"');
      case "ioctl" -> constant("long", words.get(1), words.get(2) + "L");
      case "struct" -> constant("int", words.get(1) + "_SIZE", words.get(2));
      case "field" -> field(words);
      default -> entry(words, line);
    }
  }

  /** The names of C without their common prefix: SCT_MAX_NR and sct_rule give MAX_NR and RULE. */
  private void constant(String type, String name, String value) {
    String java = name.toUpperCase(Locale.ROOT).replaceFirst("^SCT_", "");
    constants.append("  public static final %s %s = %s;\n".formatted(type, java, value));
  }

  private void field(List<String> words) {
    String name = words.get(1) + "_" + words.get(2);
    constant("int", name + "_OFFSET", words.get(3));
    if (!words.get(6).equals("1")) {
      constant("int", name + "_COUNT", words.get(6));
    }
  }

  private void entry(List<String> words, String line) {
    NumberedList list = NumberedList.of(words.get(0));
    if (list == null) {
      throw new IllegalArgumentException("abi.txt: unknown line: " + line);
    }
    String number = words.get(1);
    String id = words.get(2);
    String arguments =
        switch (list) {
          case VAR ->
              "%s, \"%s\", Kind.%s, %s, %s"
                  .formatted(
                      number,
                      id,
                      words.get(3),
                      words.get(4).contains("B"),
                      words.get(4).contains("A"));
          case OP -> "%s, \"%s\"".formatted(number, id);
          default -> "%s, \"%s\"".formatted(number, words.get(3));
        };
    entries
        .computeIfAbsent(list, key -> new ArrayList<>())
        .add("  %s(%s)".formatted(id, arguments));
  }

  private void write(Path directory) throws IOException {
    String abi =
        HEADER
            + "/** Constants, struct sizes and field offsets of the binary format (sct_abi.h). */\n"
            + "public final class SctAbi {\n"
            + "  private SctAbi() {}\n\n"
            + constants
            + "}\n";
    Files.writeString(directory.resolve("SctAbi.java"), abi);
    for (NumberedList list : NumberedList.values()) {
      if (!entries.containsKey(list)) {
        throw new IllegalArgumentException("abi.txt: no entry of list " + list.keyword);
      }
      Files.writeString(directory.resolve(list.enumName + ".java"), enumSource(list));
    }
  }

  private String enumSource(NumberedList list) {
    boolean variable = list == NumberedList.VAR;
    String template =
        """
        /** PURPOSE */
        public enum NAME {
        ENTRIES;
        KIND
          private static final NAME[] BY_NUMBER = byNumber();

          private final int number;
          private final String text;
        FIELDS
          NAME(int number, String textPARAMETERS) {
            this.number = number;
            this.text = text;ASSIGNMENTS
          }

          /** The number in the binary format. */
          public int number() {
            return number;
          }

          /** The name or explanation that a person sees. */
          public String text() {
            return text;
          }
        GETTERS
          /** Whether the number stands for anything. */
          public static boolean isKnown(int number) {
            return number >= 0 && number < BY_NUMBER.length && BY_NUMBER[number] != null;
          }

          /**
           * What the number stands for.
           *
           * @throws IllegalArgumentException if it stands for nothing; see {@link #isKnown}
           */
          public static NAME of(int number) {
            if (!isKnown(number)) {
              throw new IllegalArgumentException("no NAME has the number " + number);
            }
            return BY_NUMBER[number];
          }

          private static NAME[] byNumber() {
            int largest = 0;
            for (NAME entry : values()) {
              largest = Math.max(largest, entry.number);
            }
            NAME[] table = new NAME[largest + 1];
            for (NAME entry : values()) {
              table[entry.number] = entry;
            }
            return table;
          }
        }
        """;
    return HEADER
        + template
            .replace("PURPOSE", list.purpose)
            .replace("ENTRIES", String.join(",\n", entries.get(list)))
            .replace("KIND", variable ? VAR_KIND : "")
            .replace("FIELDS", variable ? VAR_FIELDS : "")
            .replace("PARAMETERS", variable ? ", Kind kind, boolean before, boolean after" : "")
            .replace("ASSIGNMENTS", variable ? VAR_ASSIGNMENTS : "")
            .replace("GETTERS", variable ? VAR_GETTERS : "")
            .replace("NAME", list.enumName);
  }

  private static final String VAR_KIND =
      """

        /** What a variable is read as; ANY depends on its index. */
        public enum Kind {
          ANY,
          INT,
          STR
        }
      """;

  private static final String VAR_FIELDS =
      """
        private final Kind kind;
        private final boolean before;
        private final boolean after;
      """;

  private static final String VAR_ASSIGNMENTS =
      "\n    this.kind = kind;\n    this.before = before;\n    this.after = after;";

  private static final String VAR_GETTERS =
      """

        public Kind kind() {
          return kind;
        }

        /** Whether rules of that phase may use it. */
        public boolean isIn(Phase phase) {
          return phase == Phase.BEFORE ? before : after;
        }
      """;
}
