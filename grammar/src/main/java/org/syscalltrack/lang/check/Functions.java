// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.message.ErrorCode;

/** Functions of constants, computed by the compiler. */
final class Functions {
  static final List<String> NAMES = List.of("htons", "ipaddr", "usernametoid", "groupnametoid");

  private Functions() {}

  /** The value, or why there is none. */
  record Result(Long value, ErrorCode code, String message, String hint) {
    static Result of(long value) {
      return new Result(value, null, null, null);
    }

    static Result error(ErrorCode code, String message, String hint) {
      return new Result(null, code, message, hint);
    }
  }

  static Result apply(String name, List<Term> arguments) {
    return switch (name) {
      case "htons" -> htons(arguments);
      case "ipaddr" -> ipaddr(arguments);
      case "usernametoid" -> id(name, arguments, Users.PASSWD);
      case "groupnametoid" -> id(name, arguments, Users.GROUP);
      default -> {
        String near = Suggestion.hint(name, NAMES);
        yield Result.error(
            ErrorCode.UNKNOWN_FUNCTION,
            "no function is named '" + name + "'",
            near == null ? "functions: " + String.join(", ", NAMES) : near);
      }
    };
  }

  /** The number that the file gives a name. */
  private static Result id(String function, List<Term> arguments, Path file) {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof Term.Text text)) {
      return Result.error(
          ErrorCode.BAD_ARGUMENT,
          function + "() takes one name",
          "such as " + function + "(\"root\")");
    }
    String wanted = text.bytes().toString();
    try {
      Map<String, Long> ids = Users.ids(file);
      Long number = ids.get(wanted);
      return number != null
          ? Result.of(number)
          : Result.error(
              ErrorCode.UNKNOWN_USER,
              "'" + wanted + "' is not in " + file,
              Suggestion.hint(wanted, ids.keySet()));
    } catch (IOException e) {
      return Result.error(ErrorCode.USERS_UNREADABLE, "cannot read " + file, null);
    }
  }

  private static Result htons(List<Term> arguments) {
    if (arguments.size() == 1
        && Folder.fold(arguments.get(0)) instanceof Term.Int port
        && port.value() >= 0
        && port.value() <= 0xffff) {
      return Result.of(Short.reverseBytes((short) port.value()) & 0xffff);
    }
    return Result.error(
        ErrorCode.BAD_ARGUMENT, "htons() takes one number from 0 to 65535", "such as htons(80)");
  }

  /** The address as an integer of network byte order, as inet_addr(3) gives it. */
  private static Result ipaddr(List<Term> arguments) {
    if (arguments.size() == 1 && arguments.get(0) instanceof Term.Text text) {
      String[] parts = text.bytes().toString().split("\\.", -1);
      long value = 0;
      boolean good = parts.length == 4;
      for (int i = 0; good && i < 4; i++) {
        good = parts[i].matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(parts[i]) < 256;
        value |= good ? Long.parseLong(parts[i]) << (8 * i) : 0;
      }
      if (good) {
        return Result.of(value);
      }
    }
    return Result.error(
        ErrorCode.BAD_ARGUMENT, "ipaddr() takes one IPv4 address", "such as ipaddr(\"127.0.0.1\")");
  }
}
