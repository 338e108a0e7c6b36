// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;

/** Where the fields of structures are: structs.tbl, whose head describes it. */
public final class StructTable {
  private static DataFile data;

  private StructTable() {}

  /**
   * A field: so many bytes from the start, of that width and sign.
   *
   * @param length of BYTES, to which a pointer at the offset leads: where their number is; else 0
   */
  public record StructField(String name, int offset, Type type, int length) {}

  /** The field of that name in the ABI's structure, or null. */
  public static StructField field(String struct, Abi abi, String name) {
    for (StructField field : fields(struct, abi)) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  public static List<StructField> fields(String struct, Abi abi) {
    List<String> lines = data().linesOf(struct + "/" + abi.text());
    if (lines.isEmpty()) {
      lines = data().linesOf(struct);
    }
    List<StructField> fields = new ArrayList<>();
    List<String> words = DataFile.words(lines.get(0));
    for (String word : words.subList(1, words.size())) {
      int first = word.indexOf(':');
      int second = word.indexOf(':', first + 1);
      int offset = Integer.parseInt(word.substring(first + 1, second));
      int at = word.indexOf('@');
      int length = at < 0 ? 0 : Integer.parseInt(word.substring(at + 1));
      Type type = type(word.substring(second + 1, at < 0 ? word.length() : at));
      fields.add(new StructField(word.substring(0, first), offset, type, length));
    }
    return fields;
  }

  private static Type type(String word) {
    for (Type type : Type.values()) {
      if (word.equals(type.text())) {
        return type;
      }
    }
    throw new IllegalArgumentException("structs.tbl: no type in " + word);
  }

  private static synchronized DataFile data() {
    if (data == null) {
      data = DataFile.resource("structs.tbl", " ");
    }
    return data;
  }
}
