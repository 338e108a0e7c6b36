// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Numbers that must never change, written down once more by hand, and the look-ups. The rest of the
 * format is pinned by abi.txt, which make compares with the header.
 */
class GeneratedAbiTest {
  @Test
  void numbersAreThoseOfTheHeader() {
    assertEquals(2, SctAbi.ABI_VERSION);
    assertEquals(0x54544353, SctAbi.TABLE_MAGIC);
    assertEquals(0xc0207380L, SctAbi.IOC_INFO);
    assertEquals(0xc0187384L, SctAbi.IOC_DRAIN);
    assertEquals(0xc0487381L, SctAbi.IOC_UPLOAD);
    assertEquals(0xc0a0738aL, SctAbi.IOC_STATUS);
    assertEquals("sct_log", SctAbi.LOG_DEVICE);
    assertEquals(14, SctAbi.VIEW_PARAMS_COUNT);
    assertEquals(48, SctAbi.VIEW_PARAMS_OFFSET);
    assertEquals(88, SctAbi.EVENT_SIZE);
    assertEquals(80, SctAbi.EVENT_RETVAL_OFFSET);
    assertEquals(2, Action.FAIL.number());
    assertEquals(72, Op.JSNUL.number());
    assertEquals(3, Source.DEREF.number());
    assertEquals(2, RecordType.LOST.number());
    assertEquals(3, Verdict.SUSPENDED.number());
  }

  @Test
  void findsByNumber() {
    assertEquals(Abi.X32, Abi.of(2));
    assertEquals("x32", Abi.of(2).text());
    assertEquals(Op.RET, Op.of(4));
    assertEquals("this kernel has no such system call", SctError.of(14).text());
    assertFalse(Op.isKnown(5));
    assertFalse(Op.isKnown(-1));
    assertFalse(Op.isKnown(Integer.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> Type.of(0));
  }

  @Test
  void variablesKnowKindAndPhase() {
    assertEquals(Kind.STR, Var.COMM.kind());
    assertEquals(Kind.ANY, Var.PARAMS.kind());
    assertTrue(Var.PID.isIn(Phase.BEFORE));
    assertTrue(Var.RETVAL.isIn(Phase.AFTER));
    assertFalse(Var.RETVAL.isIn(Phase.BEFORE));
    assertEquals(Type.U32, Var.LOGINUID.type());
    assertEquals(Means.UID, Var.LOGINUID.means());
    assertNull(Var.PARAMS.type());
  }

  @Test
  void listsPointToEachOther() {
    assertEquals(Form.JGLOB, Op.JSGLOBC.form());
    assertEquals(Operand.PATTERN, Op.JSGLOBC.form().imm());
    assertEquals(Operand.NONE, Op.RET.form().target());
    assertEquals(Cut.UNKNOWN, Op.JSSUFFIX.cut());
    assertEquals(Verdict.KILLED, Action.KILL.verdict());
    assertEquals(Takes.SIGNAL, Action.KILL.takes());
    assertFalse(Action.KILL.isIn(Phase.AFTER));
    assertTrue(Action.LOG.isIn(Phase.AFTER));
    assertEquals(16, Type.U16.bits());
    assertEquals(Make.ADDRESS, Type.PORT.make());
  }
}
