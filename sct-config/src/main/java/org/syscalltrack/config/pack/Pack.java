// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Rules for a purpose, in two forms: files of examples/rules/packs, which are in the jar. */
record Pack(String name) {
  /** What the rules of a pack do. */
  enum Form {
    /** They log. */
    WATCH(60),
    /** They refuse. */
    ENFORCE(20);

    private final int order;

    Form(int order) {
      this.order = order;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Null if there is no such form. */
    static Form find(String word) {
      for (Form form : values()) {
        if (form.word().equals(word)) {
          return form;
        }
      }
      return null;
    }
  }

  private static final String INDEX = "packs.tbl";
  private static final String TITLE = "# title: ";
  private static final String ATTACK = "# attack: ";

  static List<Pack> all() {
    return resource(INDEX)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Pack::new)
        .toList();
  }

  String text(Form form) {
    return resource(name + "." + form.word() + ".conf");
  }

  /**
   * The name of its file in the directory of rules. What refuses comes first: a refusal ends the
   * list, and what watches lets it go on.
   */
  String file(Form form) {
    return form.order + "-pack-" + name + "." + form.word() + ".conf";
  }

  String title(Form form) {
    return header(form, TITLE);
  }

  /** Techniques of MITRE ATT&CK. */
  String attack(Form form) {
    return header(form, ATTACK);
  }

  private String header(Form form, String word) {
    return text(form)
        .lines()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()))
        .findFirst()
        .orElse("");
  }

  private static String resource(String name) {
    try (InputStream in = Pack.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
