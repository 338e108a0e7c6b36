// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;

/** Falco's fields of sockets, for calls that are given an address. */
final class Sockets {
  private Sockets() {}

  static Saying say(Cond.Test test, String address) {
    return switch (test.field()) {
      case "fd.typechar", "fd.type" -> family(test, address + ".family");
      case "fd.ip", "fd.sip", "fd.rip" -> ip(test, address + ".ip");
      case "fd.net", "fd.snet", "fd.rnet" -> ip(test, address + ".ip");
      case "fd.port", "fd.sport", "fd.rport" -> port(test, address + ".port");
      default -> Saying.unsaid(test.field());
    };
  }

  private static Saying family(Cond.Test test, String family) {
    List<String> families = new ArrayList<>();
    for (String value : test.values()) {
      switch (value) {
        case "4", "ipv4" -> families.add("AF_INET");
        case "6", "ipv6" -> families.add("AF_INET6");
        case "u", "unix" -> families.add("AF_UNIX");
        default -> {
          return Saying.unsaid(test.toString());
        }
      }
    }
    return switch (test.op()) {
      case "=", "in" -> Saying.text(family + " in (" + String.join(", ", families) + ")");
      case "!=" -> Saying.text(family + " != " + families.get(0));
      default -> Saying.unsaid(test.toString());
    };
  }

  private static Saying ip(Cond.Test test, String ip) {
    for (String value : test.values()) {
      if (!value.matches("[0-9a-fA-F.:]+(/[0-9]+)?") || !value.matches(".*[.:].*")) {
        return Saying.unsaid(test.toString());
      }
    }
    String all = String.join(", ", test.values());
    return switch (test.op()) {
      case "=", "in" -> Saying.text(ip + " in (" + all + ")");
      case "!=" -> Saying.text("not " + ip + " in (" + all + ")");
      default -> Saying.unsaid(test.toString());
    };
  }

  private static Saying port(Cond.Test test, String port) {
    for (String value : test.values()) {
      if (!value.matches("[0-9]+")) {
        return Saying.unsaid(test.toString());
      }
    }
    String all = String.join(", ", test.values());
    return switch (test.op()) {
      case "in" -> Saying.text(port + " in (" + all + ")");
      case "=" -> Saying.text(port + " == " + all);
      case "!=", "<", "<=", ">", ">=" -> Saying.text(port + " " + test.op() + " " + all);
      default -> Saying.unsaid(test.toString());
    };
  }
}
