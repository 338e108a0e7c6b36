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
            ? Diagnostic.ofFile(said(refused.error()).code(), "sct_config", message)
            : Diagnostic.error(said(refused.error()).code(), place, message);
    return d.hint(hint(refused, compilation));
  }

  /**
   * What is said of an error.
   *
   * @param remedy null: nothing that is the same for all rules
   */
  private record Said(ErrorCode code, String remedy) {}

  private static Said said(SctError error) {
    return switch (error) {
      case COST -> new Said(ErrorCode.TABLE_TOO_COSTLY, null);
      case NO_CALL -> new Said(ErrorCode.CALL_NOT_THERE, "leave this rule out on this kernel");
      case HOOK_BUSY -> new Said(ErrorCode.CALL_TAKEN, "stop the other tracer first");
      case HOOK -> new Said(ErrorCode.CALL_NOT_WATCHED, null);
      case MEMORY -> new Said(ErrorCode.NO_KERNEL_MEMORY, null);
      case DENIAL -> new Said(ErrorCode.DENIAL_REFUSED, null);
      case ABSENT ->
          new Said(ErrorCode.OBJECT_ABSENT, "follow = path holds a name with nothing there yet");
      case UNREACHABLE ->
          new Said(ErrorCode.OBJECT_UNREACHABLE, "see whether its file system answers you");
      case NO_DIRECTORY -> new Said(ErrorCode.NO_DIRECTORY, "write: OBJECT[...] == \"...\"");
      case NO_OPERATION ->
          new Said(ErrorCode.OPERATION_NOT_THERE, "leave this rule out on this kernel");
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
          new Said(ErrorCode.TABLE_REFUSED, "are tools and modules of the same release?");
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
    if (refused.error() == SctError.COST) {
      return CallCosts.hint(compilation.insn(refused.rule(), refused.index()));
    }
    String remedy = said(refused.error()).remedy();
    return "the rules in force stay as they were" + (remedy == null ? "" : "; " + remedy);
  }
}
