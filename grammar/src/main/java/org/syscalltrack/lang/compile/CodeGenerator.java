// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.List;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Reach;
import org.syscalltrack.lang.compile.Assembler.Label;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;

/**
 * Conditions to flat programs that only jump forward.
 *
 * <p>A condition is compiled for two labels, where to go if it holds and if not; the one that
 * stands right behind its code costs no jump. So {@code && || !} make no instructions of their own.
 * The whole program ends in {@code RET 0; yes: RET 1}: what does not match falls out early.
 */
final class CodeGenerator {
  private final Assembler out = new Assembler();
  private final Registers registers = new Registers(out);
  private final ObjectSets sets;
  private final Hold hold;

  private CodeGenerator(ObjectSets sets, Hold hold) {
    this.sets = sets;
    this.hold = hold;
  }

  /**
   * The program of a folded condition.
   *
   * @param sets gets the sets of objects that it asks for
   * @param hold what is held of them, or null
   */
  static Program generate(Cond cond, ObjectSets sets, Hold hold) throws Registers.Exhausted {
    if (cond instanceof Cond.Constant constant && constant.value()) {
      return Program.EMPTY;
    }
    return new CodeGenerator(sets, hold).program(cond);
  }

  private Program program(Cond cond) throws Registers.Exhausted {
    Label yes = new Label();
    Label no = new Label();
    condition(cond, yes, no, no);
    out.place(no);
    out.ret(cond.span(), false);
    if (yes.isUsed()) {
      out.place(yes);
      out.ret(cond.span(), true);
    }
    return out.finish();
  }

  /** Code that goes to {@code yes} or {@code no}; {@code next} is the one placed right behind. */
  private void condition(Cond cond, Label yes, Label no, Label next) throws Registers.Exhausted {
    if (cond instanceof Cond.Constant constant) {
      goTo(cond, constant.value() ? yes : no, next);
    } else if (cond instanceof Cond.Not not) {
      condition(not.operand(), no, yes, next);
    } else if (cond instanceof Cond.Junction junction) {
      junction(junction, yes, no, next);
    } else if (cond instanceof Cond.Compare compare) {
      compare(compare, yes, no, next);
    } else if (cond instanceof Cond.OneOf oneOf) {
      oneOf(oneOf, yes, no, next);
    } else if (cond instanceof Cond.Matches matches) {
      Op op = StringOps.op(matches.match(), matches.fold());
      Term.Variable v = matches.variable();
      int each = matches.each().number();
      out.compare(cond.span(), op, each, v.var().number(), v.index(), matches.bytes(), yes);
      goTo(cond, no, next);
    } else if (cond instanceof Cond.InNetwork in) {
      Term.Variable v = in.variable();
      out.jump(cond.span(), Op.JSIP, v.var().number(), v.index(), 0, in.network(), yes);
      goTo(cond, no, next);
    } else if (cond instanceof Cond.IsObject is) {
      int set = sets.set(is.under() ? Reach.UNDER : Reach.EXACT, hold, is.paths());
      out.jump(cond.span(), Op.JOBJ, is.object().object(), 0, set, null, yes);
      goTo(cond, no, next);
    } else if (cond instanceof Cond.IsNull isNull) {
      Term.Variable v = isNull.variable();
      out.jump(cond.span(), Op.JSNUL, v.var().number(), v.index(), 0, null, yes);
      goTo(cond, no, next);
    }
  }

  private void goTo(Cond cond, Label target, Label next) {
    if (target != next) {
      out.jump(cond.span(), Op.JMP, 0, 0, 0, null, target);
    }
  }

  private void junction(Cond.Junction junction, Label yes, Label no, Label next)
      throws Registers.Exhausted {
    List<Cond> terms = junction.terms();
    int last = terms.size() - 1;
    for (int i = 0; i < last; i++) {
      Label more = new Label();
      if (junction.and()) {
        condition(terms.get(i), more, no, more);
      } else {
        condition(terms.get(i), yes, more, more);
      }
      out.place(more);
      if (more.isUsed()) {
        registers.forget();
      }
    }
    condition(terms.get(last), yes, no, next);
  }

  private void compare(Cond.Compare compare, Label yes, Label no, Label next)
      throws Registers.Exhausted {
    boolean negated = next == yes;
    Label target = negated ? no : yes;
    if (isMaskTest(compare)) {
      maskTest((Term.Arith) compare.left(), compare, yes, no, next);
      return;
    }
    Cond.Relation relation = negated ? compare.relation().negated() : compare.relation();
    boolean immediate = compare.right() instanceof Term.Int;
    Op op = IntegerOps.jump(relation, compare.unsigned(), immediate);
    int[] operands = registers.load(compare.left(), immediate ? null : compare.right());
    long imm = compare.right() instanceof Term.Int number ? number.value() : 0;
    out.jump(compare.span(), op, operands[0], operands[1], imm, null, target);
    if (next != yes && next != no) {
      throw new IllegalStateException("neither label follows");
    }
  }

  /** {@code (a & b) != 0} or {@code == 0}. */
  private static boolean isMaskTest(Cond.Compare compare) {
    return compare.relation().isEquality()
        && compare.left() instanceof Term.Arith arith
        && arith.op() == Op.AND
        && compare.right() instanceof Term.Int number
        && number.value() == 0;
  }

  private void maskTest(Term.Arith and, Cond.Compare compare, Label yes, Label no, Label next)
      throws Registers.Exhausted {
    boolean set = compare.relation() == Cond.Relation.NE;
    boolean swap = and.left() instanceof Term.Int;
    Term left = swap ? and.right() : and.left();
    Term right = swap ? and.left() : and.right();
    boolean immediate = right instanceof Term.Int;
    int[] operands = registers.load(left, immediate ? null : right);
    long imm = right instanceof Term.Int number ? number.value() : 0;
    Op op = immediate ? Op.JSETI : Op.JSET;
    out.jump(compare.span(), op, operands[0], operands[1], imm, null, set ? yes : no);
    goTo(compare, set ? no : yes, next);
  }

  private void oneOf(Cond.OneOf oneOf, Label yes, Label no, Label next) throws Registers.Exhausted {
    int register = registers.load(oneOf.operand(), null)[0];
    for (long value : oneOf.values()) {
      out.jump(oneOf.span(), Op.JEQI, register, 0, value, null, yes);
    }
    goTo(oneOf, no, next);
  }
}
