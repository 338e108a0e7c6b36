// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.syscalltrack.abi.Abi;

/** All system calls: syscalls.tbl. */
public final class SyscallTable {
  private static SyscallTable builtIn;

  private final DataFile data;
  private final Map<String, Syscall> found = new HashMap<>();

  /** By ABI, name by number; made when first asked for. */
  private Map<Abi, Map<Integer, String>> byNumber;

  private SyscallTable(DataFile data) {
    this.data = data;
  }

  /** The table that comes with the tools. */
  public static synchronized SyscallTable builtIn() {
    if (builtIn == null) {
      builtIn = new SyscallTable(DataFile.resource("syscalls.tbl", " \t/"));
    }
    return builtIn;
  }

  static SyscallTable of(String text) {
    return new SyscallTable(DataFile.of(text, " \t/"));
  }

  /** The call of that name, or null. */
  public synchronized Syscall find(String name) {
    Syscall call = found.get(name);
    if (call == null) {
      call = parse(name);
      found.put(name, call);
    }
    return call;
  }

  /** The name of a call by its number, or null; sctlog asks this. */
  public synchronized String name(Abi abi, int number) {
    if (byNumber == null) {
      byNumber = indexNumbers();
    }
    return byNumber.get(abi).get(number);
  }

  /** The same, or what stands for a call that is not known. */
  public String nameOrNumber(Abi abi, int number) {
    String name = name(abi, number);
    return name == null ? "call " + number : name;
  }

  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String line : data.lines()) {
      String name = DataFile.words(line).get(0);
      if (name.indexOf('/') < 0) {
        names.add(name);
      }
    }
    return names;
  }

  private Syscall parse(String name) {
    List<String> lines = isName(name) ? data.linesOf(name) : List.of();
    if (lines.isEmpty()) {
      return null;
    }
    List<Integer> numbers = new ArrayList<>(Collections.nCopies(Abi.values().length, -1));
    List<Parameter> parameters = List.of();
    Map<Abi, List<Parameter>> others = new EnumMap<>(Abi.class);
    for (String line : lines) {
      List<String> words = DataFile.words(line);
      int slash = words.get(0).indexOf('/');
      if (slash >= 0) {
        others.put(abi(words.get(0).substring(slash + 1)), parameters(words));
      } else {
        readNumbers(words, numbers);
        parameters = parameters(words);
      }
    }
    return new Syscall(name, List.copyOf(numbers), parameters, others);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && (c >= 0x80 || !Character.isLetterOrDigit(c))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static void readNumbers(List<String> words, List<Integer> numbers) {
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        int number = Integer.parseInt(word.substring(equals + 1));
        numbers.set(abi(word.substring(0, equals)).number(), number);
      }
    }
  }

  private static List<Parameter> parameters(List<String> words) {
    List<Parameter> list = new ArrayList<>(6);
    for (String word : words) {
      int colon = word.indexOf(':');
      if (colon >= 0) {
        list.add(new Parameter(word.substring(0, colon), ParamType.of(word.substring(colon + 1))));
      }
    }
    return Collections.unmodifiableList(list);
  }

  static Abi abi(String text) {
    for (Abi abi : Abi.values()) {
      if (abi.text().equals(text)) {
        return abi;
      }
    }
    throw new IllegalArgumentException("no ABI is called " + text);
  }

  private Map<Abi, Map<Integer, String>> indexNumbers() {
    Map<Abi, Map<Integer, String>> index = new EnumMap<>(Abi.class);
    for (Abi abi : Abi.values()) {
      index.put(abi, new HashMap<>());
    }
    List<Integer> numbers = new ArrayList<>(Collections.nCopies(Abi.values().length, -1));
    for (String line : data.lines()) {
      List<String> words = DataFile.words(line);
      Collections.fill(numbers, -1);
      readNumbers(words, numbers);
      for (Abi abi : Abi.values()) {
        if (numbers.get(abi.number()) >= 0) {
          index.get(abi).put(numbers.get(abi.number()), words.get(0));
        }
      }
    }
    return index;
  }
}
