// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import org.syscalltrack.config.importer.rule.Entry;

/** What corresponds to auditctl's settings. */
final class Controls {
  private Controls() {}

  static Entry entry(AuditLine.Control control) {
    String value = control.value();
    String advice =
        switch (control.option()) {
          case "-b" -> "the log has room in bytes, for each CPU: sct_config log-size";
          case "-e" ->
              switch (value) {
                case "2" -> "after the upload: sct_config lock --yes";
                case "0" -> "leave these rules out, or: sct_config delete";
                default -> "rules are in force when they are uploaded";
              };
          case "-f" ->
              value.equals("2")
                  ? "a full log stops no machine; delivery = must in a rule makes its callers wait"
                  : "sctlog tells of events that were lost";
          case "-r" -> "a limit is of a rule: rate_limit in its action";
          case "--backlog_wait_time" -> "a call waits for room only by delivery = must";
          case "-c", "-i" -> "wrong rules are never uploaded in part";
          case "--loginuid-immutable" ->
              "stays with audit: auditctl --loginuid-immutable, where audit is there";
          case "-q" -> "rules see the path that the mount gives";
          case "-t" -> "nothing is kept of mounts";
          case "-s" -> "sct_config status";
          case "-l" -> "sct_config list";
          case "-R" -> "give that file to import, too: " + value;
          case "-v" -> "sct_config --version";
          case "-h" -> "sct_config --help";
          case "--reset-lost", "--reset_backlog_wait_time_actual" ->
              "counters begin anew with each upload";
          case "--signal" -> "there is no daemon to signal";
          case "-m" -> "the log has no messages but the rules' events";
          default -> "means nothing here";
        };
    return new Entry.Setting(control.source(), advice);
  }
}
