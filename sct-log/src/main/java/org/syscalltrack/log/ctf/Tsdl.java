// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Change;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Verdict;

/** Words of the Trace Stream Description Language, and what is the same in all traces. */
final class Tsdl {
  /** Stream classes. */
  static final int EVENTS = 0;

  static final int TASKS = 1;

  static final int MAGIC = 0xc1fc1fc1;

  private Tsdl() {}

  /** A text between quotes. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append("\\%03o".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /**
   * A name for a field, in the scope of those that there are. The underscore, which readers leave
   * out, keeps it apart from the words of the language.
   */
  static String field(String name, Set<String> scope) {
    String plain = "_" + name.replaceAll("[^A-Za-z0-9_]", "_");
    String unique = plain;
    for (int i = 2; !scope.add(unique); i++) {
      unique = plain + "_" + i;
    }
    return unique;
  }

  static Set<String> scope() {
    return new HashSet<>();
  }

  private static <E> String labels(E[] constants, Function<E, String> text, Function<E, Long> of) {
    return Stream.of(constants)
        .map(constant -> quote(text.apply(constant)) + " = " + of.apply(constant))
        .collect(Collectors.joining(", "));
  }

  /** All up to the streams. */
  static String head(long epochOffsetNs) {
    long second = 1_000_000_000L;
    return """
        /* CTF 1.8 */

        typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
        typealias integer { size = 16; align = 8; signed = false; } := uint16_t;
        typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
        typealias integer { size = 32; align = 8; signed = true; } := int32_t;
        typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
        typealias integer { size = 64; align = 8; signed = true; } := int64_t;

        trace {
          major = 1;
          minor = 8;
          byte_order = le;
          packet.header := struct {
            uint32_t magic;
            uint32_t stream_id;
          };
        };

        clock {
          name = boot;
          description = "Since the machine was started";
          freq = 1000000000;
          offset_s = %d;
          offset = %d;
          absolute = TRUE;
        };

        typealias integer {
          size = 64; align = 8; signed = false; map = clock.boot.value;
        } := time_t;

        struct packet {
          time_t timestamp_begin;
          time_t timestamp_end;
          uint64_t content_size;
          uint64_t packet_size;
          uint64_t events_discarded;
          uint64_t packet_seq_num;
          uint16_t cpu_id;
          uint8_t lane;
        };

        struct header {
          uint32_t id;
          time_t timestamp;
        };
        """
        .formatted(Math.floorDiv(epochOffsetNs, second), Math.floorMod(epochOffsetNs, second));
  }

  /** The stream of the events, given the labels of the rules. */
  static String events(String rules) {
    return """

        stream {
          id = %d;
          packet.context := struct packet;
          event.header := struct header;
          event.context := struct {
            uint64_t seq;
            enum : uint32_t { %s } rule;
            uint64_t generation;
            uint32_t rule_index;
            uint64_t rule_seq;
            uint64_t suppressed;
            uint16_t nr;
            enum : uint8_t { %s } abi;
            enum : uint8_t { %s } phase;
            enum : uint8_t { %s } verdict;
            uint8_t unreadable;
            int32_t pid;
            int32_t tid;
            uint32_t uid;
          };
        };
        """
        .formatted(
            EVENTS,
            rules,
            labels(Abi.values(), Abi::text, abi -> (long) abi.number()),
            labels(Phase.values(), Phase::text, phase -> (long) phase.number()),
            labels(Verdict.values(), Verdict::text, verdict -> (long) verdict.number()));
  }

  /** The stream of what happened to tasks. */
  static String tasks() {
    return """

        stream {
          id = %d;
          packet.context := struct packet;
          event.header := struct header;
        };

        event {
          id = 0;
          name = "task";
          stream_id = %d;
          fields := struct {
            int32_t _tid;
            enum : uint8_t { %s } _change;
            int32_t _number;
          };
        };
        """
        .formatted(
            TASKS, TASKS, labels(Change.values(), Change::text, change -> (long) change.number()));
  }
}
