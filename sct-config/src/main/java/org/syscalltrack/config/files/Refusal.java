// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import org.syscalltrack.abi.SctError;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.compile.CallCosts;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.message.ErrorCode;

/** What the kernel had against a table, with the place in the files that it is about. */
public final class Refusal {
  private Refusal() {}

  public static Diagnostic explain(UploadResult.Refused refused, Compilation compilation) {
    int insn = isAboutCode(refused.error()) ? refused.index() : -1;
    Span place = compilation.place(refused.rule(), insn);
    String message = "refused by the kernel: " + refused.error().text();
    if (refused.abi() != null) {
      message += ": " + SyscallTable.builtIn().nameOrNumber(refused.abi(), refused.nr());
      message += " of " + refused.abi().text();
    }
    Diagnostic d =
        place == null
            ? Diagnostic.ofFile(code(refused.error()), "sct_config", message)
            : Diagnostic.error(code(refused.error()), place, message);
    return d.hint(hint(refused, compilation));
  }

  private static ErrorCode code(SctError error) {
    return switch (error) {
      case COST -> ErrorCode.TABLE_TOO_COSTLY;
      case NO_CALL -> ErrorCode.CALL_NOT_THERE;
      case HOOK_BUSY -> ErrorCode.CALL_TAKEN;
      case HOOK -> ErrorCode.CALL_NOT_WATCHED;
      case MEMORY -> ErrorCode.NO_KERNEL_MEMORY;
      case DENIAL -> ErrorCode.DENIAL_REFUSED;
      case ABSENT -> ErrorCode.OBJECT_ABSENT;
      case UNREACHABLE -> ErrorCode.OBJECT_UNREACHABLE;
      case NO_DIRECTORY -> ErrorCode.NO_DIRECTORY;
      case NO_OPERATION -> ErrorCode.OPERATION_NOT_THERE;
      case OK,
          MAGIC,
          VERSION,
          SIZE,
          SECTION,
          LIMIT,
          RESERVED,
          STRING,
          RULE,
          NAME,
          ERRNO,
          PHASE,
          VIEW,
          BINDING,
          OPCODE,
          REGISTER,
          JUMP,
          VARIABLE,
          END,
          RATE,
          DELIVERY,
          SIGNAL,
          PATTERN,
          PRIORITY,
          LOOK,
          OBJECT,
          OPERATION ->
          ErrorCode.TABLE_REFUSED;
    };
  }

  private static boolean isAboutCode(SctError error) {
    return switch (error) {
      case COST, OPCODE, REGISTER, JUMP, VARIABLE, END, STRING, PHASE, RESERVED -> true;
      case OK,
          MAGIC,
          VERSION,
          SIZE,
          SECTION,
          LIMIT,
          RULE,
          NAME,
          ERRNO,
          VIEW,
          BINDING,
          NO_CALL,
          HOOK_BUSY,
          HOOK,
          MEMORY,
          DENIAL,
          RATE,
          DELIVERY,
          SIGNAL,
          PATTERN,
          PRIORITY,
          LOOK,
          OBJECT,
          OPERATION,
          ABSENT,
          NO_DIRECTORY,
          NO_OPERATION,
          UNREACHABLE ->
          false;
    };
  }

  private static String hint(UploadResult.Refused refused, Compilation compilation) {
    return switch (refused.error()) {
      case COST -> CallCosts.hint(compilation.insn(refused.rule(), refused.index()));
      case NO_CALL -> "the rules in force stay as they were; leave this rule out on this kernel";
      case HOOK_BUSY -> "the rules in force stay as they were; stop the other tracer first";
      case ABSENT ->
          "the rules in force stay as they were; follow = path holds a name with nothing there yet";
      case UNREACHABLE ->
          "the rules in force stay as they were; see whether its file system answers you";
      case NO_DIRECTORY -> "the rules in force stay as they were; write: OBJECT[...] == \"...\"";
      case NO_OPERATION ->
          "the rules in force stay as they were; leave this rule out on this kernel";
      case MEMORY -> "the rules in force stay as they were";
      case HOOK, DENIAL -> "the rules in force stay as they were";
      case OK,
          MAGIC,
          VERSION,
          SIZE,
          SECTION,
          LIMIT,
          RESERVED,
          STRING,
          RULE,
          NAME,
          ERRNO,
          PHASE,
          VIEW,
          BINDING,
          OPCODE,
          REGISTER,
          JUMP,
          VARIABLE,
          END,
          RATE,
          DELIVERY,
          SIGNAL,
          PATTERN,
          PRIORITY,
          LOOK,
          OBJECT,
          OPERATION ->
          "the rules in force stay as they were; are tools and modules of the same release?";
    };
  }
}
