// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

/** What a person can do about an error. */
final class Hints {
  static final String MUST_BE_ROOT =
      "this needs root, with CAP_SYS_ADMIN in the initial user namespace";
  static final String MODULES_TOO_OLD =
      "the modules are older than the tools: install the modules of this release, then run"
          + " sct_unload and sct_load";
  static final String TOOLS_TOO_OLD =
      "the tools are older than the modules: install the tools of the modules' release";
  static final String OTHER_RELEASE =
      "this is no syscalltrack device, or the modules and the tools are not of the same release:"
          + " install both from one, then run sct_unload and sct_load";

  static final String LOCKED = "the rules are locked until the next boot";

  private Hints() {}

  /** EINVAL and ENOTTY: the size of the argument is part of what the kernel compares. */
  static String ofIoctl(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> MUST_BE_ROOT;
      case Errno.EINVAL, Errno.ENOTTY -> OTHER_RELEASE;
      case Errno.EROFS -> LOCKED;
      case Errno.ENOMEM -> "the kernel has not enough memory";
      default -> "";
    };
  }
}
