// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.config.cli.Tool;

class AnswerTest {
  private final Tool tool = new Tool();

  @Test
  void allows() throws Exception {
    assertEquals(0, tool.run("answer", "7", "allow"));
    verify(tool.device).answer(7, Verdict.ALLOWED, 0, false);
  }

  @Test
  void failsWithAnyFormOfAnError() throws Exception {
    assertEquals(0, tool.run("answer", "#8", "fail"));
    verify(tool.device).answer(8, Verdict.FAILED, 1, false);
    assertEquals(0, tool.run("answer", "9", "fail", "EACCES"));
    verify(tool.device).answer(9, Verdict.FAILED, 13, false);
    assertEquals(0, tool.run("answer", "10", "fail", "5"));
    verify(tool.device).answer(10, Verdict.FAILED, 5, false);
  }

  @Test
  void killsAndRemembers() throws Exception {
    assertEquals(0, tool.run("answer", "--remember", "7", "kill"));
    verify(tool.device).answer(7, Verdict.KILLED, 9, true);
    assertEquals(0, tool.run("answer", "8", "kill", "TERM"));
    verify(tool.device).answer(8, Verdict.KILLED, 15, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "answer",
        "answer 7",
        "answer x allow",
        "answer 0 allow",
        "answer 7 deny",
        "answer 7 allow 5",
        "answer 7 fail 512",
        "answer 7 fail NOSUCH",
        "answer 7 kill 65",
        "pending 7"
      })
  void refuses(String line) throws Exception {
    assertEquals(2, tool.run(line.split(" ")));
    assertTrue(tool.out.isEmpty(), tool.out);
    verify(tool.device, never()).answer(anyLong(), any(), anyInt(), anyBoolean());
  }
}
