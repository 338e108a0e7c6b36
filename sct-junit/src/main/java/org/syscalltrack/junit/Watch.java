// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.junit;

import java.util.List;
import org.syscalltrack.api.SctEvent;

/**
 * What the asserts are made from: rules that log and go on, before those of the test. A file counts
 * as opened, a program as run, if the call succeeded; a connection, if it was tried.
 */
enum Watch {
  OPENED("open", "after", "RETVAL >= 0", "%path[1]"),
  RAN("execve", "after", "RETVAL == 0", "%path[1]"),
  CONNECTED("connect", "before", inet("PARAMS[2].family"), ""),
  SENT("sendto", "before", inet("PARAMS[5].family"), ""),
  SENT_MESSAGE("sendmsg coverage = exact", "before", inet("PARAMS.msg.msg_name.family"), "");

  private static final String PATH = ".path";

  private final String rule;

  Watch(String call, String when, String filter, String more) {
    this.rule =
        "rule { syscall_name = %s rule_name = \"%s\" filter_expression { %s }\n"
                .formatted(call, ruleName(), filter)
            + "  action { type = LOG continue = yes log_format {%comm %params "
            + more
            + "} } when = "
            + when
            + " }\n";
  }

  private static String inet(String family) {
    return family + " == AF_INET || " + family + " == AF_INET6";
  }

  private String ruleName() {
    return "watch: " + name();
  }

  static String rules() {
    StringBuilder text = new StringBuilder();
    for (Watch watch : values()) {
      text.append(watch.rule);
    }
    return text.toString();
  }

  boolean saw(SctEvent event) {
    return event.rule().equals(ruleName());
  }

  static boolean any(SctEvent event) {
    return List.of(values()).stream().anyMatch(watch -> watch.saw(event));
  }

  /** The resolved path that the call was about; empty if it could not be read. */
  static String path(SctEvent event) {
    return event.params().keySet().stream()
        .filter(name -> name.endsWith(PATH))
        .map(event::string)
        .filter(path -> path != null)
        .findFirst()
        .orElse("");
  }
}
