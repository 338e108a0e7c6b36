// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ir;

import org.syscalltrack.abi.Aspect;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.Derivation;
import org.syscalltrack.lang.view.ListPart;

/**
 * What a rule makes of a parameter of the call.
 *
 * @param param from 1; 0 if it is meant by its name, as it stands elsewhere in each call
 * @param name null if it is meant by its place
 * @param field {@link Derivation#PATH}, {@link Derivation#FD}, the name of a part, a {@link
 *     ListPart}, {@link #OBJECT} and what is asked of the object, or empty: the parameter itself
 */
public record Derived(int param, String name, String field) {
  /** Between a parameter's name and its field; in neither of them. */
  private static final String OF = ":";

  /** What a field begins with that is of the object to which the parameter leads. */
  public static final String OBJECT = "OBJECT.";

  /** In place of a parameter's name: of what an operation is done to. */
  private static final String OPERATION = "OBJECT";

  /** Whether it is a field of the object to which a parameter leads. */
  public boolean isOfObject() {
    return field.startsWith(OBJECT);
  }

  /** What is asked of the object, or null. */
  public Aspect aspect() {
    for (Aspect aspect : Aspect.values()) {
      if (field.equals(OBJECT + aspect.text())) {
        return aspect;
      }
    }
    return null;
  }

  /** Of the parameter at that place. */
  public static Derived at(int param, String field) {
    return new Derived(param, null, field);
  }

  /** Of the parameter that has that name in each of the rule's calls. */
  public static Derived named(String name, String field) {
    return new Derived(0, name, field);
  }

  /** Of what an operation is done to. */
  public static Derived ofOperation(String field) {
    return new Derived(0, OPERATION, field);
  }

  /** Whether it is a field of what the operation is done to, whichever parameter that is. */
  public boolean isOfOperation() {
    return OPERATION.equals(name);
  }

  /** As in a filter. */
  public String text() {
    String variable = ListPart.variable(field);
    if (variable != null) {
      return "ENV(" + ByteString.of(variable).quoted() + ")";
    }
    String which = name == null ? "[" + param + "]" : "." + name;
    if (isOfObject()) {
      return "OBJECT" + which + "." + field.substring(OBJECT.length());
    } else if (isOfOperation()) {
      return OPERATION + "." + field;
    }
    boolean ofFile = field.equals(Derivation.PATH) || field.equals(Derivation.FD);
    String element = (ofFile ? field : "PARAMS") + which;
    if (ListPart.isCount(field)) {
      return "count(" + element + ")";
    } else if (ListPart.isItem(field)) {
      return element + field;
    }
    return ofFile || field.isEmpty() ? element : element + "." + field;
  }

  /** The name under which views have it; a variable of the environment has its own. */
  public String slotName() {
    String variable = ListPart.variable(field);
    if (variable != null) {
      return variable;
    }
    return name == null ? field : name + OF + field;
  }

  /** Whether that slot of a view is it, if it is of the right parameter. */
  public boolean isNamed(ViewParam slot) {
    return slot.name().equals(slotName())
        && (ListPart.variable(field) != null) == (slot.type() == Type.ENV);
  }

  /** The parameter that a slot of that name is about, or null: the slot says its place. */
  public static String nameIn(String slotName) {
    int at = slotName.indexOf(OF);
    return at < 0 ? null : slotName.substring(0, at);
  }

  /** What is made of the parameter, by the name of the slot. */
  public static String fieldIn(String slotName) {
    return slotName.substring(slotName.indexOf(OF) + 1);
  }
}
