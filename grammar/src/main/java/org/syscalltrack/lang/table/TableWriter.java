// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import static org.syscalltrack.abi.SctAbi.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;

/** A table's bytes: {@code struct sct_table} and its sections, as abi/sct_abi.h has them. */
public final class TableWriter {
  private final RuleTable table;
  private final StringPool pool = new StringPool();
  private final Map<Automaton, Integer> automata = new LinkedHashMap<>();
  private int automataWords;
  private ByteBuffer out;

  private TableWriter(RuleTable table) {
    this.table = table;
  }

  public static byte[] write(RuleTable table) {
    return new TableWriter(table).write();
  }

  private byte[] write() {
    collectStrings();
    byte[] strings = pool.bytes();
    byte[] text = table.text().getBytes(StandardCharsets.UTF_8);
    int insns = 0;
    for (TableRule rule : table.rules()) {
      insns += rule.code().size();
    }
    int rulesAt = TABLE_SIZE;
    int viewsAt = align(rulesAt + table.rules().size() * RULE_SIZE);
    int bindingsAt = align(viewsAt + table.views().size() * VIEW_SIZE);
    int insnsAt = align(bindingsAt + table.bindings().size() * BINDING_SIZE);
    int stringsAt = align(insnsAt + insns * INSN_SIZE);
    int textAt = align(stringsAt + strings.length);
    int looksAt = align(textAt + text.length);
    collectAutomata();
    int automataAt = align(looksAt + table.looks().size() * LOOK_SIZE);
    int objectsAt =
        align(Math.addExact(automataAt, Math.multiplyExact(automataWords, Integer.BYTES)));
    int operationsAt = align(objectsAt + table.objects().size() * OBJECT_SIZE);
    int size = align(operationsAt + table.operations().size() * OP_BINDING_SIZE);
    out = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    out.putInt(TABLE_MAGIC_OFFSET, TABLE_MAGIC);
    out.putInt(TABLE_VERSION_OFFSET, ABI_VERSION);
    out.putInt(TABLE_SIZE_OFFSET, size);
    section(TABLE_RULES_OFFSET, rulesAt, table.rules().size());
    section(TABLE_VIEWS_OFFSET, viewsAt, table.views().size());
    section(TABLE_BINDINGS_OFFSET, bindingsAt, table.bindings().size());
    section(TABLE_INSNS_OFFSET, insnsAt, insns);
    section(TABLE_STRINGS_OFFSET, stringsAt, strings.length);
    section(TABLE_TEXT_OFFSET, textAt, text.length);
    optionalSection(TABLE_LOOKS_OFFSET, looksAt, table.looks().size());
    optionalSection(TABLE_AUTOMATA_OFFSET, automataAt, automataWords);
    optionalSection(TABLE_OBJECTS_OFFSET, objectsAt, table.objects().size());
    optionalSection(TABLE_OPERATIONS_OFFSET, operationsAt, table.operations().size());
    writeRules(rulesAt, insnsAt);
    for (int i = 0; i < table.views().size(); i++) {
      writeView(viewsAt + i * VIEW_SIZE, table.views().get(i));
    }
    for (int i = 0; i < table.bindings().size(); i++) {
      writeBinding(bindingsAt + i * BINDING_SIZE, table.bindings().get(i));
    }
    writeLooks(looksAt, automataAt);
    for (int i = 0; i < table.objects().size(); i++) {
      writeObject(objectsAt + i * OBJECT_SIZE, table.objects().get(i));
    }
    for (int i = 0; i < table.operations().size(); i++) {
      writeOperation(operationsAt + i * OP_BINDING_SIZE, table.operations().get(i));
    }
    out.put(stringsAt, strings);
    out.put(textAt, text);
    return out.array();
  }

  private static int align(int offset) {
    return Math.addExact(offset, 7) & ~7;
  }

  private void collectStrings() {
    for (TableRule rule : table.rules()) {
      pool.offset(ByteString.of(rule.name()));
      poolOptional(rule.events().format());
      poolOptional(tags(rule));
      poolOptional(rule.about().description());
      for (Insn insn : rule.code()) {
        if (insn.isString()) {
          pool.offset(insn.string());
        }
      }
    }
    for (View view : table.views()) {
      for (ViewParam param : view.derived()) {
        poolOptional(param.name());
      }
    }
    for (TableObject object : table.objects()) {
      pool.offset(object.path());
    }
  }

  /** Those that are the same are written once. */
  private void collectAutomata() {
    for (Look look : table.looks()) {
      if (automata.putIfAbsent(look.automaton(), automataWords) == null) {
        automataWords = Math.addExact(automataWords, look.automaton().size());
      }
    }
  }

  private void writeLooks(int looksAt, int automataAt) {
    int at = looksAt;
    for (Look look : table.looks()) {
      out.put(at + LOOK_ABI_OFFSET, (byte) look.abi().number());
      out.put(at + LOOK_VAR_OFFSET, (byte) look.var().number());
      out.putShort(at + LOOK_NR_OFFSET, (short) look.nr());
      out.put(at + LOOK_ARG_OFFSET, (byte) look.arg());
      out.putInt(at + LOOK_AUTOMATON_OFFSET, automata.get(look.automaton()));
      at += LOOK_SIZE;
    }
    at = automataAt;
    for (Automaton automaton : automata.keySet()) {
      for (int i = 0; i < automaton.size(); i++) {
        out.putInt(at, automaton.word(i));
        at += Integer.BYTES;
      }
    }
  }

  private void poolOptional(String text) {
    if (text != null && !text.isEmpty()) {
      pool.offset(ByteString.of(text));
    }
  }

  private static String tags(TableRule rule) {
    return String.join(" ", rule.about().tags());
  }

  private void section(int at, int off, int count) {
    out.putInt(at + SECTION_OFF_OFFSET, off);
    out.putInt(at + SECTION_COUNT_OFFSET, count);
  }

  private void string(int at, ByteString string) {
    out.putInt(at + STR_OFF_OFFSET, pool.offset(string));
    out.putInt(at + STR_LEN_OFFSET, string.length());
  }

  /** Leaves zeros for null and for no text at all. */
  private void optional(int at, String text) {
    if (text != null && !text.isEmpty()) {
      string(at, ByteString.of(text));
    }
  }

  private void writeRules(int rulesAt, int insnsAt) {
    int insn = 0;
    int at = rulesAt;
    for (TableRule rule : table.rules()) {
      writeRule(at, insn, rule);
      for (Insn i : rule.code()) {
        writeInsn(insnsAt + insn++ * INSN_SIZE, i);
      }
      at += RULE_SIZE;
    }
  }

  private void writeRule(int at, int firstInsn, TableRule rule) {
    string(at + RULE_NAME_OFFSET, ByteString.of(rule.name()));
    optional(at + RULE_FORMAT_OFFSET, rule.events().format());
    optional(at + RULE_TAGS_OFFSET, tags(rule));
    optional(at + RULE_DESCRIPTION_OFFSET, rule.about().description());
    out.putInt(at + RULE_INSN_OFFSET, firstInsn);
    out.putInt(at + RULE_INSN_COUNT_OFFSET, rule.code().size());
    out.put(at + RULE_ACTION_OFFSET, (byte) rule.act().action().number());
    out.put(at + RULE_PHASE_OFFSET, (byte) rule.phase().number());
    out.put(at + RULE_PRIORITY_OFFSET, (byte) rule.about().priority().number());
    out.put(at + RULE_SIGNAL_OFFSET, (byte) rule.act().signal());
    out.putInt(at + RULE_ERROR_OFFSET, rule.act().error());
    out.putInt(at + RULE_FLAGS_OFFSET, rule.flags());
    out.putInt(at + RULE_RATE_COUNT_OFFSET, rule.events().rate().count());
    out.putInt(at + RULE_RATE_SECONDS_OFFSET, rule.events().rate().seconds());
    out.put(at + RULE_RATE_SCOPE_OFFSET, (byte) rule.events().rate().scope().number());
    out.put(at + RULE_DERIVED_OFFSET, (byte) rule.events().derived());
    out.putShort(at + RULE_MAX_DATA_OFFSET, (short) rule.events().maxData());
    out.putInt(at + RULE_MUST_TIMEOUT_MS_OFFSET, rule.events().mustTimeoutMs());
    out.putInt(at + RULE_DEADLINE_MS_OFFSET, rule.act().asks().deadlineMs());
    out.put(at + RULE_UNANSWERED_OFFSET, (byte) rule.act().asks().unanswered().number());
    out.putLong(at + RULE_CAPTURES_OFFSET, bits(rule.events().captures()));
  }

  private static long bits(EnumSet<Var> vars) {
    long bits = 0;
    for (Var var : vars) {
      bits |= 1L << var.number();
    }
    return bits;
  }

  private void writeInsn(int at, Insn insn) {
    out.put(at + INSN_OP_OFFSET, (byte) insn.op().number());
    out.put(at + INSN_DST_OFFSET, (byte) insn.dst());
    out.put(at + INSN_A_OFFSET, (byte) insn.a());
    out.put(at + INSN_B_OFFSET, (byte) insn.b());
    out.putInt(at + INSN_TARGET_OFFSET, insn.target());
    long imm = insn.imm();
    if (insn.isString()) {
      imm = pool.offset(insn.string()) | (long) insn.string().length() << 32;
    }
    out.putLong(at + INSN_IMM_OFFSET, imm);
  }

  private void writeView(int at, View view) {
    out.putInt(at + VIEW_PARAM_COUNT_OFFSET, view.params().size());
    writeParam(at + VIEW_GUARD_OFFSET, view.guard());
    out.putLong(at + VIEW_GUARD_MASK_OFFSET, view.mask());
    out.putLong(at + VIEW_GUARD_VALUE_OFFSET, view.value());
    out.putInt(at + VIEW_DERIVED_COUNT_OFFSET, view.derived().size());
    int params = at + VIEW_PARAMS_OFFSET;
    for (int i = 0; i < view.params().size(); i++) {
      writeParam(params + i * PARAM_SIZE, view.params().get(i));
    }
    for (int i = 0; i < view.derived().size(); i++) {
      writeParam(params + (MAX_PARAMS + i) * PARAM_SIZE, view.derived().get(i));
    }
  }

  private void writeParam(int at, ViewParam param) {
    out.put(at + PARAM_SOURCE_OFFSET, (byte) param.source().number());
    out.put(at + PARAM_ARG_OFFSET, (byte) param.arg());
    out.put(at + PARAM_TYPE_OFFSET, (byte) (param.type() == null ? 0 : param.type().number()));
    out.put(at + PARAM_PARAM_OFFSET, (byte) param.param());
    out.put(at + PARAM_ARG2_OFFSET, (byte) param.arg2());
    out.put(at + PARAM_MODE_OFFSET, (byte) param.mode());
    out.putLong(at + PARAM_VALUE_OFFSET, param.value());
    optional(at + PARAM_NAME_OFFSET, param.name());
  }

  /** One that is empty is not there. */
  private void optionalSection(int at, int offset, int count) {
    if (count > 0) {
      section(at, offset, count);
    }
  }

  private void writeObject(int at, TableObject object) {
    string(at + OBJECT_PATH_OFFSET, object.path());
    out.putInt(at + OBJECT_SET_OFFSET, object.set());
    out.put(at + OBJECT_REACH_OFFSET, (byte) object.reach().number());
    out.put(at + OBJECT_HOLD_OFFSET, (byte) object.hold().number());
  }

  private void writeOperation(int at, OpBinding binding) {
    out.putInt(at + OP_BINDING_OPERATION_OFFSET, binding.operation().number());
    out.putInt(at + OP_BINDING_RULE_OFFSET, binding.rule());
    out.putInt(at + OP_BINDING_VIEW_OFFSET, binding.view());
  }

  private void writeBinding(int at, Binding binding) {
    out.put(at + BINDING_ABI_OFFSET, (byte) binding.abi().number());
    out.put(at + BINDING_FLAGS_OFFSET, (byte) (binding.optional() ? BINDING_OPTIONAL : 0));
    out.putShort(at + BINDING_NR_OFFSET, (short) binding.nr());
    out.putInt(at + BINDING_RULE_OFFSET, binding.rule());
    out.putInt(at + BINDING_VIEW_OFFSET, binding.view());
  }
}
