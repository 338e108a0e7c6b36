// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Aspect;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.Derivation;
import org.syscalltrack.lang.view.ListPart;
import org.syscalltrack.lang.view.OperationField;
import org.syscalltrack.message.ErrorCode;

/** Parameters of a rule's calls and what can be made of them: PARAMS, PATH, FD and OBJECT. */
final class Params {
  static final String PARAMS = Var.PARAMS.text();

  /** What a parameter leads to, where the kernel has found it. */
  static final String OBJECT = "OBJECT";

  /** What takes an index, or the name of a parameter. */
  static final List<String> WORDS = List.of(PARAMS, Derivation.PATH, Derivation.FD, OBJECT);

  private final List<Syscall> calls;
  private final boolean everyCall;
  private final Phase phase;
  private final Slots slots;
  private final Diagnostics diagnostics;

  /**
   * For a rule.
   *
   * @param calls empty if they are unknown because of an error
   * @param everyCall they are all calls, whose parameters have nothing in common
   * @param phase null if unknown
   */
  Params(
      List<Syscall> calls, boolean everyCall, Phase phase, Slots slots, Diagnostics diagnostics) {
    this.calls = calls;
    this.everyCall = everyCall;
    this.phase = phase;
    this.slots = slots;
    this.diagnostics = diagnostics;
  }

  /** Whose parameters they are; none if that is unknown, or if they are all calls. */
  List<Syscall> calls() {
    return everyCall ? List.of() : calls;
  }

  /** {@code PARAMS[index].field}, or null after an error. */
  Term element(Span span, Name word, Term index, List<Name> fields) {
    if (!isKnown(word) || index == null || calls.isEmpty()) {
      return null;
    }
    if (!(index instanceof Term.Int number)) {
      diagnostics.error(
          ErrorCode.BAD_INDEX, index.span(), "the index of " + word.text() + " must be a number");
      return null;
    }
    long wanted = number.value();
    for (Syscall call : calls) {
      int count = call.parameters().size();
      if (wanted < 1 || wanted > count) {
        diagnostics.error(
            ErrorCode.NO_SUCH_PARAMETER,
            span,
            call.name() + " has no parameter " + wanted,
            wanted == 0 && count > 0 ? "the first parameter is PARAMS[1]" : prototype(call));
        return null;
      }
    }
    return parameter(span, word, new Which((int) wanted, null), fields);
  }

  /** {@code PARAMS.name.field}, or null after an error. */
  Term member(Span span, Name word, Name member, List<Name> fields) {
    if (!isKnown(word) || calls.isEmpty()) {
      return null;
    }
    if (word.text().equals(OBJECT) && isObjectField(member.text())) {
      return objectField(span, member, fields);
    }
    Set<Integer> places = new HashSet<>();
    for (Syscall call : calls) {
      List<String> names = call.parameters().stream().map(Parameter::name).toList();
      int at = names.indexOf(member.text());
      if (at < 0) {
        String near = Suggestion.hint(member.text(), names);
        diagnostics.error(
            ErrorCode.NO_SUCH_PARAMETER,
            member.span(),
            call.name() + " has no parameter '" + member.text() + "'",
            near == null ? prototype(call) : near);
        return null;
      }
      places.add(at + 1);
    }
    boolean samePlace = places.size() == 1;
    return parameter(
        span,
        word,
        samePlace ? new Which(places.iterator().next(), null) : new Which(0, member.text()),
        fields);
  }

  private boolean isObjectField(String name) {
    return calls.stream()
        .flatMap(call -> OperationTable.of(call).stream())
        .anyMatch(done -> OperationField.of(done.operation(), name) != null);
  }

  /** {@code OBJECT.port}, whichever parameter it came by, or null after an error. */
  private Term objectField(Span span, Name member, List<Name> fields) {
    if (!fields.isEmpty()) {
      diagnostics.error(
          ErrorCode.NO_FIELDS, fields.get(0).span(), "'" + member.text() + "' has no fields");
      return null;
    }
    ViewParam made = null;
    for (Syscall call : calls) {
      List<OperationTable.Done> all = OperationTable.of(call);
      for (OperationTable.Done done : all) {
        ViewParam here = OperationField.of(done.operation(), member.text());
        if (here == null || made != null && !made.equals(here)) {
          diagnostics.error(
              ErrorCode.NO_SUCH_OPERATION_FIELD,
              member.span(),
              "what " + call.name() + " is about has no '" + member.text() + "'",
              "another rule can be about it");
          return null;
        }
        made = here;
      }
    }
    return slot(span, Derived.ofOperation(member.text()), Derivation.type(made));
  }

  /** A parameter of each call: at a place, from 1, or with a name, where the place differs. */
  private record Which(int index, String name) {
    Parameter of(Syscall call) {
      if (name == null) {
        return call.parameters().get(index - 1);
      }
      return call.parameters().get(call.indexOf(call.firstAbi(), name));
    }

    String text() {
      return name == null ? "parameter " + index : "'" + name + "'";
    }
  }

  private Term parameter(Span span, Name word, Which which, List<Name> fields) {
    if (word.text().equals(PARAMS)) {
      return fields.isEmpty() ? whole(span, which) : derived(span, which, join(fields));
    }
    if (word.text().equals(OBJECT)) {
      Term object = object(span, which);
      return fields.isEmpty() || object == null ? object : field(span, which, fields);
    }
    if (!fields.isEmpty()) {
      diagnostics.error(ErrorCode.NO_FIELDS, fields.get(0).span(), "a path has no fields");
      return null;
    }
    return derived(span, which, word.text());
  }

  /** {@code OBJECT[1].uid}. */
  private Term field(Span span, Which which, List<Name> fields) {
    String name = join(fields);
    Aspect aspect = ObjectFields.aspect(name);
    if (aspect == null && isObjectField(name)) {
      diagnostics.error(
          ErrorCode.UNKNOWN_OBJECT_FIELD,
          fields.get(0).span(),
          "a file has no field '" + name + "'",
          "without the index: OBJECT." + name);
      return null;
    } else if (aspect == null) {
      String near = Suggestion.hint(name, ObjectFields.names());
      diagnostics.error(
          ErrorCode.UNKNOWN_OBJECT_FIELD,
          fields.get(0).span(),
          "an object has no field '" + name + "'",
          near == null ? "fields: " + String.join(", ", ObjectFields.names()) : near);
      return null;
    }
    Derived derived = new Derived(which.index(), which.name(), Derived.OBJECT + name);
    return slot(span, derived, ObjectFields.type(aspect));
  }

  private Term object(Span span, Which which) {
    int object = 0;
    for (Syscall call : calls) {
      Parameter parameter = which.of(call);
      int here = OperationTable.objectOf(call, parameter.name());
      if (here == 0) {
        diagnostics.error(
            ErrorCode.NO_OBJECT_JUDGED,
            span,
            "'" + parameter.name() + "' of " + call.name() + " leads to no object that is judged",
            objects(call));
        return null;
      }
      if (object != 0 && here != object) {
        diagnostics.error(
            ErrorCode.DIFFERENT_OBJECTS,
            span,
            which.text() + " is not the same object in each of the calls");
        return null;
      }
      object = here;
    }
    return new Term.ObjectOf(span, which.index(), object);
  }

  /** {@code any OBJECT}, or null after an error. */
  Term any(Expr.Any any) {
    if (!(any.operand() instanceof Expr.Name name) || !name.text().equals(OBJECT)) {
      diagnostics.error(
          ErrorCode.ANY_WITHOUT_INDEX,
          any.operand().span(),
          "'any' is for the objects of a call, whichever it has",
          "any OBJECT under \"/etc\"");
      return null;
    }
    return isKnown(new Name(name.span(), OBJECT)) && !calls.isEmpty()
        ? new Term.ObjectOf(any.span(), 0, 0)
        : null;
  }

  private static String objects(Syscall call) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < call.parameters().size(); i++) {
      if (OperationTable.objectOf(call, call.parameters().get(i).name()) != 0) {
        known.add("OBJECT[" + (i + 1) + "]");
      }
    }
    return known.isEmpty()
        ? call.name() + " has none; PATH[1] is the path that the string of a parameter names"
        : call.name() + " has " + String.join(" and ", known);
  }

  private static String join(List<Name> fields) {
    return String.join(".", fields.stream().map(Name::text).toList());
  }

  private Term whole(Span span, Which which) {
    ParamType type = null;
    for (Syscall call : calls) {
      ParamType here = ParamTable.seen(call, which.of(call), phase);
      if (type != null && !sameKind(type, here)) {
        diagnostics.error(
            ErrorCode.DIFFERENT_KINDS,
            span,
            which.text() + " is a string in one of the calls, a number in another",
            prototype(calls.get(0)) + "; " + prototype(call));
        return null;
      }
      type = type == null ? here : type;
    }
    return which.name() == null
        ? new Term.Variable(span, Var.PARAMS, which.index(), type, null)
        : slot(span, Derived.named(which.name(), ""), type);
  }

  private static boolean sameKind(ParamType a, ParamType b) {
    return a.isString() == b.isString() && a.isNumber() == b.isNumber();
  }

  private Term derived(Span span, Which which, String field) {
    ParamType type = null;
    for (Syscall call : calls) {
      Parameter parameter = which.of(call);
      ViewParam made = Derivation.field(call, call.firstAbi(), parameter.name(), field, phase);
      if (made == null) {
        refuse(span, call, parameter, field);
        return null;
      }
      ParamType here = Derivation.type(made);
      if (type != null && !sameKind(type, here)) {
        diagnostics.error(
            ErrorCode.DIFFERENT_KINDS,
            span,
            "'" + field + "' is of another kind in one of the calls");
        return null;
      }
      type = type == null ? here : type;
    }
    return slot(span, new Derived(which.index(), which.name(), field), type);
  }

  /** A part of a list, or null after an error. */
  Term part(Span span, Term.Variable list, String field) {
    Derived whole = list.derived();
    Which which =
        whole == null ? new Which(list.index(), null) : new Which(whole.param(), whole.name());
    return derived(span, which, field);
  }

  /** {@code ENV("name")}, or null after an error. */
  Term env(Span span, String name) {
    if (everyCall) {
      diagnostics.error(
          ErrorCode.PARAMETERS_OF_EVERY_CALL,
          span,
          "ENV means nothing with syscall_name = *",
          "name the calls that start programs");
    }
    if (everyCall || calls.isEmpty()) {
      return null;
    }
    for (Syscall call : calls) {
      if (call.parameters().stream().noneMatch(Params::isEnvironment)) {
        diagnostics.error(
            ErrorCode.NO_ENVIRONMENT,
            span,
            call.name() + " has no environment",
            "ENV is about the variables that execve gives to the program that it starts");
        return null;
      }
    }
    String environment =
        calls.get(0).parameters().stream().filter(Params::isEnvironment).findAny().get().name();
    return derived(span, new Which(0, environment), ListPart.env(name));
  }

  private static boolean isEnvironment(Parameter parameter) {
    return parameter.type() == ParamType.ENVP;
  }

  private Term slot(Span span, Derived derived, ParamType type) {
    int slot = slots.index(derived);
    if (slot == 0) {
      diagnostics.error(
          ErrorCode.TOO_MANY_PARTS,
          span,
          "a rule can use at most "
              + SctAbi.MAX_DERIVED
              + " paths and parts of parameters, together with its log_format");
      return null;
    }
    return new Term.Variable(span, Var.PARAMS, slot, type, derived);
  }

  private void refuse(Span span, Syscall call, Parameter parameter, String field) {
    String owner = "'" + parameter.name() + "' of " + call.name();
    if (field.equals(Derivation.PATH)) {
      diagnostics.error(ErrorCode.NAMES_NO_FILE, span, owner + " names no file", prototype(call));
    } else if (field.equals(Derivation.FD)) {
      diagnostics.error(
          ErrorCode.NO_DESCRIPTOR, span, owner + " is no file descriptor", prototype(call));
    } else {
      List<String> known = Derivation.fields(call, parameter);
      if (known.contains(field)) {
        diagnostics.error(
            ErrorCode.FILLED_IN_LATER,
            span,
            owner + " is filled in by the call, and not known before",
            "when = after");
        return;
      }
      String near = Suggestion.hint(field, known);
      String all = known.isEmpty() ? null : "fields: " + String.join(", ", known);
      diagnostics.error(
          ErrorCode.UNKNOWN_PART,
          span,
          owner + " has no field '" + field + "'",
          near == null ? all : near);
    }
  }

  private boolean isKnown(Name word) {
    String text = word.text();
    if (WORDS.contains(text)) {
      if (everyCall) {
        diagnostics.error(
            ErrorCode.PARAMETERS_OF_EVERY_CALL,
            word.span(),
            text + " means nothing with syscall_name = *",
            "name the calls instead");
      }
      return !everyCall;
    }
    String near = Suggestion.hint(text, WORDS);
    diagnostics.error(
        Names.variable(text) != null ? ErrorCode.NO_ELEMENTS : ErrorCode.UNKNOWN_NAME,
        word.span(),
        Names.variable(text) != null ? text + " has no elements" : "unknown name '" + text + "'",
        near == null
            ? "only PARAMS, PATH, FD and OBJECT have elements: PARAMS[1], PARAMS.name"
            : near);
    return false;
  }

  /** Which parameters a call has, for hints. */
  private String prototype(Syscall call) {
    List<Parameter> parameters = call.parameters();
    if (parameters.isEmpty()) {
      return call.name() + " has no parameters";
    }
    StringBuilder out = new StringBuilder(call.name()).append(" has ");
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      out.append(i == 0 ? "" : ", ").append("PARAMS[").append(i + 1).append("] ").append(p.name());
      ParamType type = ParamTable.seen(call, p, phase);
      out.append(" (a ").append(type.isString() ? "string" : kind(type)).append(')');
    }
    return out.toString();
  }

  private static String kind(ParamType type) {
    return type.isNumber() ? "number" : "socket address";
  }
}
