// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.view;

import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.table.ViewParam;

/**
 * Parts of a list of strings, as fields of its parameter: {@code [2]} is its third string, {@code
 * count()} how many there are, {@code ENV(PATH)} the value of that variable.
 */
public final class ListPart {
  private static final String COUNT = "count()";
  private static final String ENV = "ENV(";

  /** Strings are numbered below this. */
  public static final long MAX_ITEM = 0xffff_ffffL;

  private ListPart() {}

  public static String item(long number) {
    return "[" + number + "]";
  }

  public static String count() {
    return COUNT;
  }

  public static String env(String variable) {
    return ENV + variable + ")";
  }

  public static boolean isItem(String field) {
    return field.startsWith("[");
  }

  public static boolean isCount(String field) {
    return field.equals(COUNT);
  }

  /** The name of the variable, or null: the field is something else. */
  public static String variable(String field) {
    return field.startsWith(ENV) ? field.substring(ENV.length(), field.length() - 1) : null;
  }

  /** The number of a string. */
  public static long number(String field) {
    return Long.parseLong(field.substring(1, field.length() - 1));
  }

  public static boolean isPart(String field) {
    return isItem(field) || isCount(field) || variable(field) != null;
  }

  /** The part of the list in that register. */
  static ViewParam of(int arg, String field) {
    if (isItem(field)) {
      return ViewParam.item(arg, number(field));
    }
    return ViewParam.argument(arg, isCount(field) ? Type.COUNT : Type.ENV);
  }

  /** As JSON and texts name it, behind the list's own name. */
  public static String suffix(String field) {
    return isItem(field) ? field : isCount(field) ? ".count" : "." + variable(field);
  }
}
