// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.facts;

import java.util.Arrays;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;
import org.syscalltrack.source.Machine;

/** A process of one boot of a machine, known by its number. */
public final class Process {
  /** A process that gives itself new names for ever must not fill the memory. */
  private static final int MAX_NAMES = 200;

  private static final int MAX_DEPTH = 1_000;

  private final Machine machine;
  private final int pid;

  /** As the events tell it; null as long as none does. */
  private byte[] comm;

  private String name;

  /** All names that it had, one after the other: it was another program before. */
  private String names;

  private Process parent;

  Process(Machine machine, int pid) {
    this.machine = machine;
    this.pid = pid;
  }

  public Machine machine() {
    return machine;
  }

  public int pid() {
    return pid;
  }

  /** The last name that events told, fit to be shown; null if none did. */
  public String name() {
    return name;
  }

  /** The names that it had, such as {@code sh>ls}; null if they are not known. */
  public String names() {
    return names;
  }

  /** Null if it is not known. */
  public Process parent() {
    return parent;
  }

  /** Name and number. */
  @Override
  public String toString() {
    return (name == null ? "" : name) + "[" + pid + "]";
  }

  void learnName(Event event) {
    Event.Field field = event.field(Var.COMM);
    if (field == null || field.isNull() || field.isUnreadable()) {
      return;
    }
    int from = field.offset();
    int end = from + field.length();
    if (comm != null && Arrays.equals(comm, 0, comm.length, field.array(), from, end)) {
      return;
    }
    comm = field.bytes();
    Bytes text = new Bytes();
    Escape.quote(comm, 0, comm.length, text);
    String quoted = text.toString();
    name = quoted.substring(1, quoted.length() - 1);
    if (names == null) {
      names = name;
    } else if (names.length() < MAX_NAMES) {
      names = names + ">" + name;
    }
  }

  /**
   * Numbers are used again, so that what seems a circle of parents is none. What stands below so
   * many others that to look for one would take long gets no parent.
   */
  void learnParent(Process of) {
    int depth = 0;
    for (Process above = of; above != null; above = above.parent) {
      if (above == this || ++depth > MAX_DEPTH) {
        return;
      }
    }
    parent = of;
  }
}
