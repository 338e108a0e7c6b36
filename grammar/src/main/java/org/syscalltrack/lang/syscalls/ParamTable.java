// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.Iterator;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Fill;
import org.syscalltrack.abi.Follow;
import org.syscalltrack.abi.LengthAt;
import org.syscalltrack.abi.Phase;

/** What parameters mean: params.tbl, whose head describes it. */
public final class ParamTable {
  private static final ParamMeaning OPAQUE = new ParamMeaning.Opaque();

  private static DataFile data;

  private ParamTable() {}

  /** What the parameter of the call's entry in that ABI means. */
  public static ParamMeaning meaning(String call, Abi abi, String param) {
    List<String> lines = data().linesOf(call + "/" + abi.text() + "." + param);
    if (lines.isEmpty()) {
      lines = data().linesOf(call + "." + param);
    }
    return lines.isEmpty() ? OPAQUE : parse(lines.get(0));
  }

  private static synchronized DataFile data() {
    if (data == null) {
      data = DataFile.resource("params.tbl", " ");
    }
    return data;
  }

  /** What a rule sees of a parameter of the call in that phase (null: any), by its own entry. */
  public static ParamType seen(Syscall call, Parameter parameter, Phase phase) {
    return switch (parameter.type()) {
      case INBUF, OUTBUF, SOCKADDR ->
          meaning(call.name(), call.firstAbi(), parameter.name())
                      instanceof ParamMeaning.HasLength length
                  && length.isKnown(phase)
              ? parameter.type()
              : ParamType.PTR;
      default -> parameter.type();
    };
  }

  private static ParamMeaning parse(String line) {
    Iterator<String> words = DataFile.words(line).iterator();
    words.next();
    return switch (words.next()) {
      case "path" -> path(words);
      case "bytes", "address" -> length(words.next());
      case "struct" -> new ParamMeaning.PointsTo(words.next(), null);
      case "fills" ->
          new ParamMeaning.PointsTo(words.next(), words.hasNext() ? Fill.SOME : Fill.OK);
      default -> OPAQUE;
    };
  }

  private static ParamMeaning path(Iterator<String> words) {
    String from = words.next();
    String directory = from.equals("cwd") ? null : from;
    Follow follow = follow(words.next());
    if (!words.hasNext()) {
      return new ParamMeaning.NamesFile(directory, follow, null, 0);
    }
    String flags = words.next();
    words.next();
    return new ParamMeaning.NamesFile(directory, follow, flags, Long.decode(words.next()));
  }

  private static Follow follow(String text) {
    for (Follow follow : Follow.values()) {
      if (follow.text().equals(text)) {
        return follow;
      }
    }
    throw new IllegalArgumentException("params.tbl: follows " + text);
  }

  private static ParamMeaning length(String text) {
    if (text.equals("retval")) {
      return new ParamMeaning.HasLength(LengthAt.RETVAL, null);
    }
    return text.startsWith("*")
        ? new ParamMeaning.HasLength(LengthAt.AT, text.substring(1))
        : new ParamMeaning.HasLength(LengthAt.ARG, text);
  }
}
