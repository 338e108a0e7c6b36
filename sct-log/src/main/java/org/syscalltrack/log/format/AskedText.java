// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.abi.Ask;
import org.syscalltrack.log.record.Asked;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;
import org.syscalltrack.log.text.JsonText;

/** What was asked about a call, and what came of it, behind its event. */
final class AskedText {
  private AskedText() {}

  /** Such as {@code [#7 allowed after 1200 ms: answered by "sct_config", pid 81, uid 0]}. */
  static void put(Event event, Bytes out) {
    Asked asked = event.asked();
    out.put(" [");
    if (asked.id() != 0) {
      out.put('#').unsigned(asked.id()).put(' ');
    }
    if (asked.isOpen()) {
      out.put(asked.why() == Ask.NEW ? "asked" : "asked again: " + asked.why().text());
    } else {
      out.put(asked.why() == Ask.WITHDRAWN ? "judged anew" : outcome(event));
      if (asked.id() != 0) {
        out.put(" after ").number(asked.waitedMs()).put(" ms");
      }
      out.put(": ").put(asked.why().text());
      by(asked, out);
    }
    out.put(']');
  }

  private static String outcome(Event event) {
    String error = Decoder.error(event.retval());
    return switch (event.verdict()) {
      case FAILED -> error == null ? "refused" : "refused " + error;
      case ALLOWED, KILLED, SUSPENDED -> event.verdict().text();
    };
  }

  private static void by(Asked asked, Bytes out) {
    if (asked.byPid() != 0) {
      out.put(" by \"");
      Escape.plain(asked.byComm(), out);
      out.put("\", pid ").number(asked.byPid()).put(", uid ").number(asked.byUid());
    }
  }

  /** The member of the JSON object. */
  static void json(Asked asked, Bytes out) {
    out.put(",\"asked\":{\"id\":").unsigned(asked.id()).put(",\"why\":\"").put(asked.why().text());
    out.put("\",\"waited_ms\":").number(asked.waitedMs());
    if (asked.byPid() != 0) {
      out.put(",\"by\":{\"pid\":").number(asked.byPid()).put(",\"uid\":").number(asked.byUid());
      out.put(",\"comm\":");
      JsonText.string(asked.byComm(), out);
      out.put('}');
    }
    out.put('}');
  }
}
