// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Follow;
import org.syscalltrack.abi.LengthAt;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.RateScope;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.table.Disassembler;
import org.syscalltrack.lang.table.Insn;
import org.syscalltrack.lang.table.Network;
import org.syscalltrack.lang.table.RateLimit;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.TableWriter;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/** All that the format can hold goes into bytes and comes back. */
class TableBytesTest {
  private static final TableRule RULE =
      new TableRule(
          new TableRule.About("rule", Priority.CRIT, List.of("one", "two"), "what it is for"),
          Phase.BEFORE,
          List.of(
              new Insn(Op.JSIP, 0, Var.PARAMS.number(), 8, 2, 0, Network.parse("10.0.0.0/8")),
              new Insn(Op.JSGLOBC, 0, Var.EXE.number(), 0, 2, 0, ByteString.of("/usr/*")),
              new Insn(Op.RET, 0, 0, 0, 0, 1, null)),
          new TableRule.Act(Action.LOG, 0, 13),
          new TableRule.Events(
              "%comm",
              new RateLimit(10, 60, RateScope.UID),
              0x83,
              4095,
              2500,
              EnumSet.of(Var.COMM, Var.SYSCALL)),
          SctAbi.RULE_LOG | SctAbi.RULE_MUST | SctAbi.RULE_TIMEOUT_FAILS);

  private static final View VIEW =
      new View(List.of(ViewParam.argument(0, Type.S32), ViewParam.argument(1, Type.STR)))
          .with(
              List.of(
                  ViewParam.path(1, 0, Follow.UNLESS, 4L << 32 | 0x100).derivedFrom(2, "path"),
                  ViewParam.argument(1, Type.IP).withLength(LengthAt.AT, 2).derivedFrom(2, "ip")));

  private static final RuleTable TABLE =
      new RuleTable(List.of(RULE), List.of(VIEW), List.of(), "text\n");

  @Test
  void everythingComesBack() throws TableFormatException {
    assertEquals(TABLE, TableReader.read(TableWriter.write(TABLE)));
  }

  @Test
  void theListingShowsIt() {
    String listing = Disassembler.print(TABLE);
    for (String line :
        List.of(
            "  priority crit",
            "  tags one two",
            "  description \"what it is for\"",
            "  rate 10 in 60 s per uid",
            "  must 2500 ms, then fails",
            "  max-data 4095",
            "  captures COMM SYSCALL",
            "  derived PARAMS[7] PARAMS[8] PARAMS[14]",
            "jsip        PARAMS[8], 10.0.0.0/8 -> 2",
            "jsglobc     EXE, \"/usr/*\" -> 2",
            "  PARAMS[7] path of PARAMS[2]: arg1:path(arg0, follow unless arg4 & 0x100)",
            "  PARAMS[8] ip of PARAMS[2]: arg1:ip[*arg2]")) {
      assertTrue(listing.contains(line + "\n"), () -> line + " is not in:\n" + listing);
    }
  }
}
