// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.syscalls.ParamMeaning;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.StructTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;

/**
 * The rules of a trace: one before and one after each call. A rule on all calls does where nothing
 * but the parameters is to be seen; a call with a structure or a descriptor has its own.
 */
final class TraceRules {
  private static final String PARAMS = "%params";

  /** Of them, what they return is the descriptor of what their path names. */
  private static final Set<String> OPEN = Set.of("open", "openat", "openat2", "creat");

  private final TraceOptions options;
  private final StringBuilder text = new StringBuilder();
  private String filter = "";

  private TraceRules(TraceOptions options) {
    this.options = options;
  }

  static String of(TraceOptions options) {
    return new TraceRules(options).make();
  }

  private String make() {
    // That something was called can be counted without a look at its parameters.
    boolean counts = options.sum() == TraceOptions.Sum.ONLY;
    boolean all = options.calls() == null && options.accessed().isEmpty();
    Set<String> named = options.calls() == null ? SyscallTable.builtIn().names() : options.calls();
    for (String name : named) {
      Syscall call = SyscallTable.builtIn().find(name);
      String before = counts ? "-" : format(call, Phase.BEFORE);
      String after = counts ? "-" : format(call, Phase.AFTER);
      filter = AccessFilter.of(call, options.accessed());
      if (filter == null) {
        continue;
      }
      if (!all || hasParts(before)) {
        rule(name, "before", before);
      }
      if (call.returns() && (!all || hasParts(after))) {
        rule(name, "after", after);
      }
    }
    if (all) {
      rule("*", "before", counts ? "-" : PARAMS);
      rule("*", "after", counts ? "-" : PARAMS);
    }
    if (text.length() == 0) {
      text.append("rule { syscall_name = exit_group rule_name = none ");
      text.append("filter_expression { PID == 0 } action { type = LOG } when = before }");
    }
    return text.toString();
  }

  private static boolean hasParts(String format) {
    return format.startsWith(PARAMS) && !format.equals(PARAMS);
  }

  private void rule(String call, String when, String format) {
    int bytes =
        Math.min(Math.max(options.form().strings(), SctAbi.MAX_DATA), SctAbi.MAX_STRING - 1);
    text.append("rule { syscall_name = ").append(call).append(" coverage = exact rule_name = \"");
    text.append(when).append(' ').append(call).append("\" ").append(filter);
    text.append("action { type = LOG max_data = ");
    text.append(bytes).append(" log_format {").append(format).append("} } when = ");
    text.append(when).append(" }\n");
  }

  /** A macro for each thing that is to be known, as many as a rule can have. */
  private String format(Syscall call, Phase phase) {
    List<String> macros = new ArrayList<>();
    boolean paths = options.paths() && phase == Phase.AFTER;
    for (int i = 0; paths && i < call.parameters().size(); i++) {
      ParamType type = call.parameters().get(i).type();
      if (type == ParamType.FD || type == ParamType.DIRFD) {
        macros.add("%fd[" + (i + 1) + "]");
      } else if (type == ParamType.PATH && OPEN.contains(call.name())) {
        macros.add("%path[" + (i + 1) + "]");
      }
    }
    for (int i = 0; i < call.parameters().size(); i++) {
      for (String part : parts(call, call.parameters().get(i), phase)) {
        macros.add("%params[" + (i + 1) + "]." + part);
      }
    }
    // What the filter looks at takes room as well.
    Set<String> derived = new HashSet<>(AccessFilter.derived(call, options.accessed()));
    StringJoiner format = new StringJoiner(" ");
    format.add(PARAMS);
    for (String macro : macros) {
      if (derived.contains(macro) || derived.size() < SctAbi.MAX_DERIVED) {
        derived.add(macro);
        format.add(macro);
      }
    }
    return format.toString();
  }

  private static List<String> parts(Syscall call, Parameter parameter, Phase phase) {
    List<String> parts = new ArrayList<>();
    if (ParamTable.meaning(call.name(), call.firstAbi(), parameter.name())
            instanceof ParamMeaning.PointsTo struct
        && struct.isKnown(phase)) {
      for (StructTable.StructField field : StructTable.fields(struct.struct(), call.firstAbi())) {
        parts.add(field.name());
      }
    }
    return parts;
  }
}
