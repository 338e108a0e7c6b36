// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.tool.UsageException;

class ExemptionTest {
  @Test
  void processes() throws UsageException {
    assertEquals(
        List.of(new Exemption(LogDevice.Exempt.PID, 1), new Exemption(LogDevice.Exempt.PID, 77)),
        Exemption.parse(List.of("1", "77")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no such/cgroup", "", "-5", "99999999999", "a\0b"})
  void others(String word) throws Exception {
    // The root of the hierarchy is a cgroup where there is one.
    if (!word.isEmpty()
        || !java.nio.file.Files.isDirectory(java.nio.file.Path.of("/sys/fs/cgroup"))) {
      assertThrows(UsageException.class, () -> Exemption.parse(List.of(word)));
    } else {
      assertEquals(LogDevice.Exempt.CGROUP, Exemption.parse(List.of(word)).get(0).what());
    }
  }
}
