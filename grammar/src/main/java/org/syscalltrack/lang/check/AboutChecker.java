// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.message.ErrorCode;

/** The fields of a rule that tell people of it: priority, tags and description. */
final class AboutChecker {
  static final List<String> FIELDS = List.of("priority", "tags", "description");

  private final FieldSet fields;
  private final Diagnostics diagnostics;

  AboutChecker(FieldSet fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  About check() {
    return new About(priority(), tags(), description());
  }

  private Priority priority() {
    Value.Word word = fields.word("priority");
    if (word == null) {
      return Priority.INFO;
    }
    for (Priority priority : Priority.values()) {
      if (priority.text().equals(word.text())) {
        return priority;
      }
    }
    List<String> names = Arrays.stream(Priority.values()).map(Priority::text).toList();
    String near = Suggestion.hint(word.text(), names);
    diagnostics.error(
        ErrorCode.UNKNOWN_PRIORITY,
        word.span(),
        "no priority is named '" + word.text() + "'",
        near == null ? "priorities: " + String.join(", ", names) : near);
    return Priority.INFO;
  }

  private List<String> tags() {
    Field.Assignment field = fields.get("tags", Field.Assignment.class);
    if (field == null) {
      return List.of();
    }
    List<String> tags = new ArrayList<>();
    int bytes = -1;
    for (Value.Word word : field.value().words()) {
      if (!isTag(word.text())) {
        diagnostics.error(
            ErrorCode.BAD_TAG,
            word.span(),
            "'" + word.text() + "' is no tag",
            "a tag is a word of letters, digits and _ - . : /");
      } else if (tags.contains(word.text())) {
        diagnostics.error(
            ErrorCode.TAG_TWICE, word.span(), "the tag '" + word.text() + "' is there already");
      }
      tags.add(word.text());
      bytes += 1 + word.text().length();
    }
    if (bytes > SctAbi.MAX_TAGS) {
      diagnostics.error(
          ErrorCode.TAGS_TOO_LONG,
          field.name().span(),
          "the tags are longer than " + SctAbi.MAX_TAGS + " bytes");
    }
    return tags;
  }

  private static boolean isTag(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !(c >= '0' && c <= '9') && "_-.:/".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private String description() {
    Value.Word word = fields.word("description");
    if (word == null) {
      return null;
    }
    if (word.text().isEmpty()) {
      diagnostics.error(ErrorCode.BAD_DESCRIPTION, word.span(), "the description is empty");
    } else if (word.text().getBytes(StandardCharsets.UTF_8).length > SctAbi.MAX_STRING) {
      diagnostics.error(
          ErrorCode.BAD_DESCRIPTION,
          word.span(),
          "the description is longer than " + SctAbi.MAX_STRING + " bytes");
    } else if (RuleChecker.hasControl(word.text())) {
      diagnostics.error(
          ErrorCode.BAD_DESCRIPTION, word.span(), "the description holds a control character");
    }
    return word.text();
  }
}
