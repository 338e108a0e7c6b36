// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;

/** The fields of one block by name: each at most once, none unknown. */
final class FieldSet {
  private final Diagnostics diagnostics;
  private final Map<String, Field> fields = new HashMap<>();
  private final boolean complete;

  /**
   * Takes the fields of a block.
   *
   * @param complete false if fields may be missing because of a syntax error
   */
  FieldSet(List<Field> list, Block block, boolean complete, Diagnostics diagnostics) {
    this.complete = complete;
    this.diagnostics = diagnostics;
    for (Field field : list) {
      String name = field.name().text();
      if (!block.fields().contains(name)) {
        diagnostics.error(
            ErrorCode.UNKNOWN_FIELD,
            field.name().span(),
            "unknown field '" + name + "' in " + block.called(),
            unknownHint(name, block));
      } else if (field instanceof Field.UnknownBlock) {
        diagnostics.error(
            ErrorCode.FIELD_NEEDS_VALUE,
            field.span(),
            "'" + name + "' takes a value: " + name + " = ...");
      } else if (fields.putIfAbsent(name, field) != null) {
        diagnostics.add(
            Diagnostic.error(
                    ErrorCode.FIELD_TWICE, field.name().span(), "'" + name + "' is set twice")
                .with(fields.get(name).name().span()));
      }
    }
  }

  private static String unknownHint(String name, Block block) {
    Block other = Block.of(name);
    if (other != null) {
      return "'" + name + "' belongs into " + other.place();
    }
    String near = Suggestion.hint(name, block.fields());
    return near != null
        ? near
        : "fields of " + block.called() + ": " + String.join(", ", block.fields());
  }

  /** The field if it is there and of that form. */
  <F extends Field> F get(String name, Class<F> form) {
    Field field = fields.get(name);
    if (field == null || form.isInstance(field)) {
      return form.cast(field);
    }
    diagnostics.error(
        ErrorCode.FIELD_NEEDS_VALUE,
        field.span(),
        "'" + name + "' takes a value: " + name + " = ...");
    return null;
  }

  /** The field in whatever form, or null. */
  Field peek(String name) {
    return fields.get(name);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The field, whose absence is an error. */
  <F extends Field> F require(String name, Class<F> form, Span owner, String block, String hint) {
    if (!has(name)) {
      if (!complete) {
        return null;
      }
      diagnostics.error(ErrorCode.MISSING_FIELD, owner, block + " has no '" + name + "'", hint);
      return null;
    }
    return get(name, form);
  }

  /** The single word of an assignment, or null after an error. */
  Value.Word word(Field.Assignment assignment) {
    if (assignment == null) {
      return null;
    }
    List<Value.Word> words = assignment.value().words();
    if (words.size() > 1) {
      diagnostics.error(
          ErrorCode.ONE_VALUE,
          words.get(1).span(),
          "'" + assignment.name().text() + "' takes one value");
      return null;
    }
    return words.get(0);
  }

  /** The word of a field that may be absent, or null. */
  Value.Word word(String name) {
    return word(get(name, Field.Assignment.class));
  }

  /** The word of a field that may be absent, if it is one of two; else null. */
  Value.Word choice(String name, String first, String second) {
    Value.Word word = word(name);
    if (word == null || word.text().equals(first) || word.text().equals(second)) {
      return word;
    }
    diagnostics.error(
        ErrorCode.BAD_CHOICE,
        word.span(),
        "'" + name + "' is " + first + " or " + second + ", not '" + word.text() + "'",
        Suggestion.hint(word.text(), List.of(first, second)));
    return null;
  }
}
