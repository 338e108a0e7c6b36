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

  /** What a column of a list, beside number and text, becomes in the enum. */
  private record Column(String type, String name, String purpose) {
    /** A member of another list; NONE is null where that list has no such member. */
    static Column of(NumberedList list, String name, String purpose) {
      return new Column(list.enumName, name, purpose);
    }

    static final Column PHASES = new Column("phases", "phases", "");

    boolean isPhases() {
      return type.equals("phases");
    }

    String parameter() {
      return isPhases() ? "boolean before, boolean after" : type + " " + name;
    }

    List<String> fields() {
      return isPhases() ? List.of("before", "after") : List.of(name);
    }

    String fieldType() {
      return isPhases() ? "boolean" : type;
    }

    String argument(String word) {
      if (isPhases()) {
        return word.contains("B") + ", " + word.contains("A");
      }
      if (type.equals("int")) {
        return word;
      }
      return type.equals("Type") && word.equals("NONE") ? "null" : type + "." + word;
    }

    String getter() {
      if (isPhases()) {
        return """

              /** Whether rules of that phase may have it. */
              public boolean isIn(Phase phase) {
                return phase == Phase.BEFORE ? before : after;
              }
            """;
      }
      return """

            /** PURPOSE */
            public TYPE NAME() {
              return NAME;
            }
          """
          .replace("PURPOSE", purpose)
          .replace("TYPE", type)
          .replace("NAME", name);
    }
  }

  /** The lists of abi.txt, the enum that each becomes, and what its entries are. */
  private enum NumberedList {
    ABI("abi", "Abi", "The entry that a system call came through."),
    PHASE("phase", "Phase", "When a rule looks at a call."),
    SOURCE("source", "Source", "Where a view takes a parameter or its guard from."),
    ERROR("error", "SctError", "Why the kernel refused a rule table."),
    RECORD("record", "RecordType", "Kind of a record of the log device."),
    CHANGE("change", "Change", "What happened to a task beside its calls."),
    VERDICT("verdict", "Verdict", "What happened to the call of an event."),
    ASK("ask", "Ask", "Why an event says that somebody was asked about its call."),
    PRIORITY("priority", "Priority", "How urgent a rule's events are: syslog's levels."),
    RATE("rate", "RateScope", "What a rate limit counts apart."),
    LEN("len", "LengthAt", "Where the length of a buffer is."),
    FOLLOW("follow", "Follow", "Whether a path follows a symbolic link at its end."),
    FILL("fill", "Fill", "By what a call tells that it has filled in a structure."),
    DEGRADED("degraded", "Degradation", "A way in which less is in force than the table says."),
    TAKES("takes", "Takes", "The number that a rule gives with its action."),
    KIND("kind", "Kind", "How a filter reads a value; ANY depends on the parameter."),
    MAKE("make", "Make", "What a value of a type is made from."),
    MEANS("means", "Means", "What the number of a variable stands for."),
    OPERAND("operand", "Operand", "What a field of an instruction holds."),
    EACH("each", "Each", "Which strings of a list are compared one by one."),
    CUT("cut", "Cut", "What is known of a text where only its first bytes are."),
    ACTION(
        "action",
        "Action",
        "What a rule does.",
        Column.PHASES,
        Column.of(VERDICT, "verdict", "What an event says of the call; ALLOWED lets it run."),
        Column.of(TAKES, "takes", "The number that the rule gives.")),
    TYPE(
        "type",
        "Type",
        "Type of a parameter or of an event's field.",
        Column.of(KIND, "kind", "How a filter reads it."),
        Column.of(MAKE, "make", "What it is made from."),
        new Column("int", "bits", "Width of a scalar; 0 of others.")),
    VAR(
        "var",
        "Var",
        "A variable of filters and log formats.",
        Column.of(KIND, "kind", "How a filter reads it."),
        Column.of(TYPE, "type", "What an event carries; null: that of the parameter."),
        Column.of(MEANS, "means", "What its number stands for."),
        Column.PHASES),
    ASPECT(
        "aspect",
        "Aspect",
        "What of an object.",
        Column.of(TYPE, "type", "What an event carries of it.")),
    REACH("reach", "Reach", "What a path stands for in a set of objects."),
    HOLD("hold", "Hold", "What is held of a path: its place, its inode or both."),
    OPERATION(
        "operation",
        "Operation",
        "What is judged where the kernel has found its objects.",
        new Column("int", "objects", "How many objects it has."),
        new Column("int", "numbers", "How many numbers the kernel has of it.")),
    FORM(
        "form",
        "Form",
        "Which fields of an instruction are used, and as what.",
        Column.of(OPERAND, "dst", "What dst holds."),
        Column.of(OPERAND, "a", "What a holds."),
        Column.of(OPERAND, "b", "What b holds."),
        Column.of(OPERAND, "imm", "What imm holds."),
        Column.of(OPERAND, "target", "What target holds.")),
    OP(
        "op",
        "Op",
        "An operation of filter programs.",
        Column.of(FORM, "form", "What its operands are."),
        Column.of(CUT, "cut", "What it tells of a text that was cut."));

    final String keyword;
    final String enumName;
    final String purpose;
    final List<Column> columns;

    NumberedList(String keyword, String enumName, String purpose, Column... columns) {
      this.keyword = keyword;
      this.enumName = enumName;
      this.purpose = purpose;
      this.columns = List.of(columns);
    }

    static NumberedList of(String keyword) {
      for (NumberedList list : values()) {
        if (list.keyword.equals(keyword)) {
          return list;
        }
      }
      return null;
    }

    /** Of these the name is what a person sees. */
    boolean isTextless() {
      return this == VAR || this == OP;
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
      case "const" -> constant("int", words.get(1), unsigned(words.get(2)));
      case "string" -> constant("String", words.get(1), '"' + words.get(2) + '"');
      case "ioctl" -> constant("long", words.get(1), words.get(2) + "L");
      case "struct" -> constant("int", words.get(1) + "_SIZE", words.get(2));
      case "field" -> field(words);
      case "errno" -> {
        // For man/sct.4; the tools know each error by its number.
      }
      default -> entry(words, line);
    }
  }

  /** The names of C without their common prefix: SCT_MAX_NR and sct_rule give MAX_NR and RULE. */
  private void constant(String type, String name, String value) {
    String java = name.toUpperCase(Locale.ROOT).replaceFirst("^SCT_", "");
    constants.append("  public static final %s %s = %s;\n".formatted(type, java, value));
  }

  /** All 32 bits of it. */
  private static String unsigned(String value) {
    return Long.parseLong(value) > Integer.MAX_VALUE ? "(int) " + value + "L" : value;
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
    int first = list.isTextless() ? 3 : 4;
    if (words.size() != first + list.columns.size()) {
      throw new IllegalArgumentException("abi.txt: not the columns of its list: " + line);
    }
    StringBuilder arguments = new StringBuilder();
    arguments.append("%s, \"%s\"".formatted(number, list.isTextless() ? id : words.get(3)));
    for (int i = 0; i < list.columns.size(); i++) {
      arguments.append(", ").append(list.columns.get(i).argument(words.get(first + i)));
    }
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
    StringBuilder fields = new StringBuilder();
    StringBuilder parameters = new StringBuilder();
    StringBuilder assignments = new StringBuilder();
    StringBuilder getters = new StringBuilder();
    for (Column column : list.columns) {
      parameters.append(", ").append(column.parameter());
      getters.append(column.getter());
      for (String field : column.fields()) {
        fields.append("  private final %s %s;\n".formatted(column.fieldType(), field));
        assignments.append("\n    this.%s = %s;".formatted(field, field));
      }
    }
    String template =
        """
        /** PURPOSE */
        public enum NAME {
        ENTRIES;

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
            .replace("FIELDS", fields)
            .replace("PARAMETERS", parameters)
            .replace("ASSIGNMENTS", assignments)
            .replace("GETTERS", getters)
            .replace("NAME", list.enumName)
            // The last: an entry may have any name.
            .replace("ENTRIES", String.join(",\n", entries.get(list)));
  }
}
