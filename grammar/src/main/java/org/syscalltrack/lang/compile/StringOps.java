// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ir.Cond;

/** The jumps that compare strings. */
final class StringOps {
  private StringOps() {}

  static Op op(Cond.Match match, boolean fold) {
    return switch (match) {
      case EQUALS -> fold ? Op.JSEQC : Op.JSEQ;
      case CONTAINS -> fold ? Op.JSCONTAINSC : Op.JSCONTAINS;
      case STARTS -> fold ? Op.JSPREFIXC : Op.JSPREFIX;
      case ENDS -> fold ? Op.JSSUFFIXC : Op.JSSUFFIX;
      case GLOB -> fold ? Op.JSGLOBC : Op.JSGLOB;
    };
  }
}
