// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind -F or -C: {@code auid>=1000}, {@code uid!=euid}. */
record AuditField(String name, String op, String value) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_]+)\\s*(&=|!=|>=|<=|=|>|<|&)\\s*(.*)", Pattern.DOTALL);

  static AuditField parse(String text) throws Unsayable {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new Unsayable("'" + text + "' is no field with an operator and a value");
    }
    return new AuditField(form.group(1), form.group(2), form.group(3));
  }

  boolean is(String other) {
    return name.equals(other);
  }

  @Override
  public String toString() {
    return name + op + value;
  }
}
