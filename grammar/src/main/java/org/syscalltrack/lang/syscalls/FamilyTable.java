// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.lang.syscalls.FamilyMember.Argument;
import org.syscalltrack.lang.syscalls.FamilyMember.Constant;
import org.syscalltrack.lang.syscalls.FamilyMember.Guard;
import org.syscalltrack.lang.syscalls.FamilyMember.Origin;
import org.syscalltrack.lang.syscalls.FamilyMember.Pair;
import org.syscalltrack.lang.syscalls.FamilyMember.Pointee;

/** Which calls do what another one does: families.tbl, whose head describes it. */
public final class FamilyTable {
  private static FamilyTable builtIn;

  private final DataFile data;

  /** What has been asked for, by the name of the call. */
  private final Map<String, List<FamilyMember>> found = new HashMap<>();

  private FamilyTable(DataFile data) {
    this.data = data;
  }

  /** The table that comes with the tools. */
  public static synchronized FamilyTable builtIn() {
    if (builtIn == null) {
      builtIn = new FamilyTable(DataFile.resource("families.tbl", " \t"));
    }
    return builtIn;
  }

  static FamilyTable of(String text) {
    return new FamilyTable(DataFile.of(text, " \t"));
  }

  /** What a rule on that call sees in another way than by its own entry and names. */
  public synchronized List<FamilyMember> of(Syscall base) {
    return found.computeIfAbsent(base.name(), this::parseAll);
  }

  private List<FamilyMember> parseAll(String base) {
    List<FamilyMember> members = new ArrayList<>();
    for (String line : data.linesOf(base)) {
      members.add(parse(line));
    }
    return List.copyOf(members);
  }

  /** Names of all calls that have a family. */
  public Set<String> bases() {
    Set<String> bases = new LinkedHashSet<>();
    for (String line : data.lines()) {
      bases.add(DataFile.words(line).get(0));
    }
    return bases;
  }

  private static FamilyMember parse(String line) {
    Iterator<String> words = DataFile.words(line).iterator();
    String base = words.next();
    expect(words.next(), "<-", line);
    String member = words.next();
    Abi abi = null;
    int slash = member.indexOf('/');
    if (slash >= 0) {
      abi = SyscallTable.abi(member.substring(slash + 1));
      member = member.substring(0, slash);
    }
    Guard guard = null;
    Map<String, Origin> sources = new HashMap<>();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("when")) {
        guard = guard(words, line);
      } else if (!word.equals(":")) {
        int equals = word.indexOf('=');
        sources.put(word.substring(0, equals), origin(word.substring(equals + 1)));
      }
    }
    return new FamilyMember(base, member, abi, guard, sources);
  }

  private static Guard guard(Iterator<String> words, String line) {
    Origin origin = origin(words.next());
    expect(words.next(), "&", line);
    long mask = number(words.next());
    expect(words.next(), "==", line);
    return new Guard(origin, mask, number(words.next()));
  }

  private static Origin origin(String text) {
    if (text.startsWith("*")) {
      int plus = text.indexOf('+');
      return new Pointee(text.substring(1, plus), Long.parseLong(text.substring(plus + 1)));
    }
    int colon = text.indexOf(':');
    if (colon > 0) {
      return new Pair(text.substring(0, colon), text.substring(colon + 1));
    }
    return Character.isDigit(text.charAt(0)) ? new Constant(number(text)) : new Argument(text);
  }

  private static long number(String text) {
    return Long.decode(text);
  }

  private static void expect(String word, String expected, String line) {
    if (!word.equals(expected)) {
      throw new IllegalArgumentException("families.tbl: no " + expected + " in: " + line);
    }
  }
}
