// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.source.SourceText;

class ProvenanceTest {
  @Test
  void aLongListOfFilesIsCut() {
    List<SourceText> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(new SourceText("/etc/some/where/file" + i, ""));
    }
    String origin = Provenance.of(many);
    assertTrue(origin.length() <= SctAbi.MAX_ORIGIN);
    assertTrue(origin.endsWith("\"\nmore\n"));
  }
}
