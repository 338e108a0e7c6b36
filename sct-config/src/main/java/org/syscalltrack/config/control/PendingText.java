// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.device.PendingCall;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** What a call that waits is about, in a line. */
final class PendingText {
  private PendingText() {}

  static String call(PendingCall call) {
    StringJoiner params = new StringJoiner(", ", "(", ")");
    for (PendingCall.Field field : call.fields()) {
      if (field.var() == Var.PARAMS && field.index() <= SctAbi.MAX_PARAMS) {
        params.add(value(field));
      }
    }
    return SyscallTable.builtIn().nameOrNumber(call.abi(), call.nr()) + params;
  }

  /** What the call leads to: the first path, address or string among what the rule sees. */
  static String object(PendingCall call) {
    PendingCall.Field best = null;
    for (PendingCall.Field field : call.fields()) {
      if (field.var() == Var.PARAMS && rank(field) > (best == null ? 0 : rank(best))) {
        best = field;
      }
    }
    return best == null ? null : value(best);
  }

  private static int rank(PendingCall.Field field) {
    if (field.isNull() || field.isUnreadable()) {
      return 0;
    }
    return switch (field.type()) {
      case PATH, FDPATH, OBJPATH -> 3;
      case SADDR -> 2;
      case STR -> 1;
      default -> 0;
    };
  }

  static String value(PendingCall.Field field) {
    if (field.isUnreadable()) {
      return "<fault>";
    } else if (field.isNull()) {
      return "<NULL>";
    } else if (ParamType.isString(field.type())) {
      String text = ByteString.of(spaced(field)).quoted();
      return field.isCut() ? text + "..." : text;
    } else if (field.type() == Type.SADDR || field.type() == Type.IP) {
      return Base64.getEncoder().encodeToString(field.bytes());
    }
    return field.type() == Type.U64
        ? Long.toUnsignedString(field.number())
        : Long.toString(field.number());
  }

  /** A list has a NUL between its strings. */
  private static byte[] spaced(PendingCall.Field field) {
    if ((field.flags() & SctAbi.FIELD_LIST) == 0) {
      return field.bytes();
    }
    return new String(field.bytes(), StandardCharsets.ISO_8859_1)
        .replace('\0', ' ')
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
