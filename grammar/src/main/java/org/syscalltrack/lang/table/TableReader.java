// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import static org.syscalltrack.abi.SctAbi.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.Follow;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.LengthAt;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Operand;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.RateScope;
import org.syscalltrack.abi.Reach;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.ast.ByteString;

/** Decodes a table's bytes, such as the kernel gives back. */
public final class TableReader {
  private final ByteBuffer in;
  private final byte[] bytes;

  private TableReader(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** The table; no bytes at all are the empty one. */
  public static RuleTable read(byte[] bytes) throws TableFormatException {
    if (bytes.length == 0) {
      return new RuleTable(List.of(), List.of(), List.of(), "");
    }
    try {
      return new TableReader(bytes).read();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new TableFormatException("damaged rule table: " + e.getMessage());
    }
  }

  private RuleTable read() throws TableFormatException {
    if (bytes.length < TABLE_SIZE || in.getInt(TABLE_MAGIC_OFFSET) != TABLE_MAGIC) {
      throw new TableFormatException("not a rule table");
    }
    int version = in.getInt(TABLE_VERSION_OFFSET);
    if (version != ABI_VERSION) {
      throw new TableFormatException(
          "rule table of format version " + version + ", this tool knows " + ABI_VERSION);
    }
    List<TableRule> rules = new ArrayList<>();
    int rulesAt = offset(TABLE_RULES_OFFSET);
    for (int i = 0; i < count(TABLE_RULES_OFFSET); i++) {
      rules.add(rule(rulesAt + i * RULE_SIZE));
    }
    List<View> views = new ArrayList<>();
    int viewsAt = offset(TABLE_VIEWS_OFFSET);
    for (int i = 0; i < count(TABLE_VIEWS_OFFSET); i++) {
      views.add(view(viewsAt + i * VIEW_SIZE));
    }
    List<Binding> bindings = new ArrayList<>();
    int bindingsAt = offset(TABLE_BINDINGS_OFFSET);
    for (int i = 0; i < count(TABLE_BINDINGS_OFFSET); i++) {
      bindings.add(binding(bindingsAt + i * BINDING_SIZE));
    }
    String text = utf8(offset(TABLE_TEXT_OFFSET), count(TABLE_TEXT_OFFSET));
    return new RuleTable(rules, views, bindings, text, looks(), objects(), operations());
  }

  private List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    Map<Integer, Automaton> automata = new HashMap<>();
    int at = offset(TABLE_LOOKS_OFFSET);
    for (int i = 0; i < count(TABLE_LOOKS_OFFSET); i++) {
      looks.add(
          new Look(
              Abi.of(in.get(at + LOOK_ABI_OFFSET)),
              in.getShort(at + LOOK_NR_OFFSET),
              Var.of(in.get(at + LOOK_VAR_OFFSET)),
              in.get(at + LOOK_ARG_OFFSET),
              automata.computeIfAbsent(in.getInt(at + LOOK_AUTOMATON_OFFSET), this::automaton)));
      at += LOOK_SIZE;
    }
    return looks;
  }

  private Automaton automaton(int index) {
    int from = Math.addExact(offset(TABLE_AUTOMATA_OFFSET), Math.multiplyExact(index, 4));
    int size = in.getInt(from + AUTOMATON_WORDS_OFFSET);
    byte[] part = slice(from, Math.multiplyExact(size, Integer.BYTES));
    int[] words = new int[size];
    ByteBuffer.wrap(part).order(ByteOrder.nativeOrder()).asIntBuffer().get(words);
    return new Automaton(words);
  }

  private List<TableObject> objects() {
    List<TableObject> objects = new ArrayList<>();
    for (int i = 0; i < count(TABLE_OBJECTS_OFFSET); i++) {
      int at = offset(TABLE_OBJECTS_OFFSET) + i * OBJECT_SIZE;
      objects.add(
          new TableObject(
              string(at + OBJECT_PATH_OFFSET),
              in.getInt(at + OBJECT_SET_OFFSET),
              Reach.of(in.get(at + OBJECT_REACH_OFFSET)),
              Hold.of(in.get(at + OBJECT_HOLD_OFFSET))));
    }
    return objects;
  }

  private List<OpBinding> operations() {
    List<OpBinding> operations = new ArrayList<>();
    for (int i = 0; i < count(TABLE_OPERATIONS_OFFSET); i++) {
      int at = offset(TABLE_OPERATIONS_OFFSET) + i * OP_BINDING_SIZE;
      operations.add(
          new OpBinding(
              Operation.of(in.getInt(at + OP_BINDING_OPERATION_OFFSET)),
              in.getInt(at + OP_BINDING_RULE_OFFSET),
              in.getInt(at + OP_BINDING_VIEW_OFFSET)));
    }
    return operations;
  }

  private int offset(int section) {
    return in.getInt(section + SECTION_OFF_OFFSET);
  }

  private int count(int section) {
    return in.getInt(section + SECTION_COUNT_OFFSET);
  }

  private byte[] slice(int from, int length) {
    if (from < 0 || length < 0 || length > bytes.length - from) {
      throw new IndexOutOfBoundsException("bytes " + from + " and " + length + " more");
    }
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  private String utf8(int from, int length) {
    return new String(slice(from, length), StandardCharsets.UTF_8);
  }

  private TableRule rule(int at) {
    int first = in.getInt(at + RULE_INSN_OFFSET);
    int count = in.getInt(at + RULE_INSN_COUNT_OFFSET);
    List<Insn> code = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      code.add(insn(offset(TABLE_INSNS_OFFSET) + (first + i) * INSN_SIZE));
    }
    String tags = optional(at + RULE_TAGS_OFFSET);
    return new TableRule(
        new TableRule.About(
            string(at + RULE_NAME_OFFSET).toString(),
            Priority.of(in.get(at + RULE_PRIORITY_OFFSET)),
            tags == null ? List.of() : List.of(tags.split(" ")),
            optional(at + RULE_DESCRIPTION_OFFSET)),
        Phase.of(in.get(at + RULE_PHASE_OFFSET)),
        code,
        new TableRule.Act(
            Action.of(in.get(at + RULE_ACTION_OFFSET)),
            in.get(at + RULE_SIGNAL_OFFSET),
            in.getInt(at + RULE_ERROR_OFFSET),
            new Asks(
                in.getInt(at + RULE_DEADLINE_MS_OFFSET),
                Verdict.of(in.get(at + RULE_UNANSWERED_OFFSET)))),
        events(at),
        in.getInt(at + RULE_FLAGS_OFFSET));
  }

  private TableRule.Events events(int at) {
    return new TableRule.Events(
        optional(at + RULE_FORMAT_OFFSET),
        new RateLimit(
            in.getInt(at + RULE_RATE_COUNT_OFFSET),
            in.getInt(at + RULE_RATE_SECONDS_OFFSET),
            RateScope.of(in.get(at + RULE_RATE_SCOPE_OFFSET))),
        in.get(at + RULE_DERIVED_OFFSET) & 0xff,
        in.getShort(at + RULE_MAX_DATA_OFFSET) & 0xffff,
        in.getInt(at + RULE_MUST_TIMEOUT_MS_OFFSET),
        vars(in.getLong(at + RULE_CAPTURES_OFFSET)));
  }

  /** Null where there is no string. */
  private String optional(int at) {
    return in.getInt(at + STR_LEN_OFFSET) == 0 ? null : string(at).toString();
  }

  private ByteString string(int at) {
    return string(in.getInt(at + STR_OFF_OFFSET), in.getInt(at + STR_LEN_OFFSET));
  }

  private ByteString string(int off, int length) {
    return ByteString.of(slice(offset(TABLE_STRINGS_OFFSET) + off, length));
  }

  private static EnumSet<Var> vars(long bits) {
    EnumSet<Var> vars = EnumSet.noneOf(Var.class);
    for (int n = 0; n < 64; n++) {
      if ((bits >> n & 1) != 0) {
        vars.add(Var.of(n));
      }
    }
    return vars;
  }

  private Insn insn(int at) {
    Op op = Op.of(in.get(at + INSN_OP_OFFSET));
    long imm = in.getLong(at + INSN_IMM_OFFSET);
    if (Insn.readsVariable(op)) {
      Var.of(in.get(at + INSN_A_OFFSET));
    }
    if (op.form().dst() == Operand.EACH) {
      Each.of(in.get(at + INSN_DST_OFFSET));
    }
    ByteString string = Insn.takesString(op) ? string((int) imm, (int) (imm >>> 32)) : null;
    return new Insn(
        op,
        in.get(at + INSN_DST_OFFSET),
        in.get(at + INSN_A_OFFSET),
        in.get(at + INSN_B_OFFSET),
        in.getInt(at + INSN_TARGET_OFFSET),
        string == null ? imm : 0,
        string);
  }

  private View view(int at) {
    int first = at + VIEW_PARAMS_OFFSET;
    List<ViewParam> params = params(first, in.getInt(at + VIEW_PARAM_COUNT_OFFSET));
    List<ViewParam> derived =
        params(first + MAX_PARAMS * PARAM_SIZE, in.getInt(at + VIEW_DERIVED_COUNT_OFFSET));
    return new View(
        param(at + VIEW_GUARD_OFFSET),
        in.getLong(at + VIEW_GUARD_MASK_OFFSET),
        in.getLong(at + VIEW_GUARD_VALUE_OFFSET),
        params,
        derived);
  }

  private List<ViewParam> params(int at, int count) {
    List<ViewParam> params = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      params.add(param(at + i * PARAM_SIZE));
    }
    return params;
  }

  private ViewParam param(int at) {
    Source source = Source.of(in.get(at + PARAM_SOURCE_OFFSET));
    String name = optional(at + PARAM_NAME_OFFSET);
    ViewParam param =
        new ViewParam(
            source,
            in.get(at + PARAM_ARG_OFFSET),
            source == Source.NONE ? null : Type.of(in.get(at + PARAM_TYPE_OFFSET)),
            in.get(at + PARAM_PARAM_OFFSET),
            in.get(at + PARAM_ARG2_OFFSET) & 0xff,
            in.get(at + PARAM_MODE_OFFSET),
            in.getLong(at + PARAM_VALUE_OFFSET),
            name == null ? "" : name);
    if (param.hasLength()) {
      LengthAt.of(param.mode());
    } else if (param.type() == Type.PATH) {
      Follow.of(param.mode());
    }
    return param;
  }

  private Binding binding(int at) {
    return new Binding(
        Abi.of(in.get(at + BINDING_ABI_OFFSET)),
        in.getShort(at + BINDING_NR_OFFSET),
        in.getInt(at + BINDING_RULE_OFFSET),
        in.getInt(at + BINDING_VIEW_OFFSET),
        (in.get(at + BINDING_FLAGS_OFFSET) & BINDING_OPTIONAL) != 0);
  }
}
