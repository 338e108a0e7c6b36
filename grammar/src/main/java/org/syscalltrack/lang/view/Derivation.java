// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.view;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Fill;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.syscalls.ParamMeaning;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.StructTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.ViewParam;

/**
 * What can be made of a parameter of a call: the path that it names, a part of what it points to.
 *
 * <p>The same field may lie elsewhere, or not be there at all, in another ABI or in another call of
 * the family.
 */
public final class Derivation {
  /** The path that a string names, or that is behind a descriptor. */
  public static final String PATH = "PATH";

  public static final String FD = "FD";

  /** All strings of a list. */
  public static final String STRINGS = "strings";

  private static final List<String> PARTS = List.of("family", "ip", "port", "path");

  private Derivation() {}

  /**
   * The field of the parameter in the call's entry of that ABI, or null if there is no such one.
   *
   * @param phase null: any
   */
  public static ViewParam field(Syscall call, Abi abi, String param, String field, Phase phase) {
    int arg = call.indexOf(abi, param);
    if (arg < 0) {
      return null;
    }
    ParamType type = call.parameters(abi).get(arg).type();
    ParamMeaning meaning = ParamTable.meaning(call.name(), abi, param);
    if (field.equals(PATH)) {
      return meaning instanceof ParamMeaning.NamesFile file ? path(call, abi, arg, file) : null;
    } else if (field.equals(FD)) {
      boolean fd = type == ParamType.FD || type == ParamType.DIRFD;
      return fd ? ViewParam.argument(arg, Type.FDPATH) : null;
    } else if (field.equals(STRINGS)) {
      return type.isList() ? ViewParam.argument(arg, Type.ARGV) : null;
    } else if (ListPart.isPart(field)) {
      return type.isList() ? ListPart.of(arg, field) : null;
    } else if (meaning instanceof ParamMeaning.PointsTo pointer) {
      return pointer.isKnown(phase) ? inStruct(pointer, abi, arg, field) : null;
    } else if (type == ParamType.SOCKADDR && PARTS.contains(field)) {
      return withLength(call, abi, arg, meaning, part(field), phase);
    }
    return null;
  }

  private static ViewParam inStruct(ParamMeaning.PointsTo pointer, Abi abi, int arg, String field) {
    StructTable.StructField place = StructTable.field(pointer.struct(), abi, field);
    Fill fill = pointer.fill();
    if (fill != null) {
      return place == null ? null : ViewParam.filled(arg, place.offset(), place.type(), fill);
    } else if (place == null) {
      return address(pointer.struct(), abi, arg, field);
    }
    return place.type() == Type.BYTES
        ? ViewParam.in(arg, place.offset(), place.length(), Type.BYTES)
        : ViewParam.pointee(arg, place.offset(), place.type());
  }

  /** Of a structure with NAME and NAMElen: a part of the socket address that these tell. */
  private static ViewParam address(String struct, Abi abi, int arg, String field) {
    int dot = field.lastIndexOf('.');
    String name = dot < 0 ? "" : field.substring(0, dot);
    StructTable.StructField pointer = StructTable.field(struct, abi, name);
    StructTable.StructField length = StructTable.field(struct, abi, name + "len");
    boolean there = pointer != null && length != null && PARTS.contains(field.substring(dot + 1));
    return there
        ? ViewParam.in(arg, pointer.offset(), length.offset(), part(field.substring(dot + 1)))
        : null;
  }

  /** The parameter itself, as a rule sees it by the call's entry of that ABI. */
  public static ViewParam whole(Syscall call, Abi abi, String param, Phase phase) {
    int arg = call.indexOf(abi, param);
    ParamType type = call.parameters(abi).get(arg).type();
    ParamMeaning meaning = ParamTable.meaning(call.name(), abi, param);
    return switch (type) {
      case INBUF, OUTBUF, SOCKADDR -> {
        ViewParam known = withLength(call, abi, arg, meaning, type.type(abi), phase);
        yield known == null ? ViewParam.argument(arg, ParamType.PTR.type(abi)) : known;
      }
      default -> ViewParam.argument(arg, type.type(abi));
    };
  }

  /** The fields that the parameter has, for messages; without PATH and FD. */
  public static List<String> fields(Syscall call, Parameter parameter) {
    List<String> names = new ArrayList<>();
    if (parameter.type() == ParamType.SOCKADDR) {
      names.addAll(PARTS);
    } else if (parameter.type().isList()) {
      names.add(STRINGS);
    } else if (ParamTable.meaning(call.name(), call.firstAbi(), parameter.name())
        instanceof ParamMeaning.PointsTo pointer) {
      for (StructTable.StructField f : StructTable.fields(pointer.struct(), call.firstAbi())) {
        names.add(f.name());
        if (StructTable.field(pointer.struct(), call.firstAbi(), f.name() + "len") != null) {
          PARTS.forEach(part -> names.add(f.name() + "." + part));
        }
      }
    }
    return names;
  }

  /** How a rule types what is made of a parameter. */
  public static ParamType type(ViewParam made) {
    return ParamType.of(made.type());
  }

  private static Type part(String field) {
    return switch (field) {
      case "family" -> Type.FAMILY;
      case "ip" -> Type.IP;
      case "port" -> Type.PORT;
      default -> Type.SUNPATH;
    };
  }

  private static ViewParam withLength(
      Syscall call, Abi abi, int arg, ParamMeaning meaning, Type type, Phase phase) {
    if (!(meaning instanceof ParamMeaning.HasLength length) || !length.isKnown(phase)) {
      return null;
    }
    int register = length.length() == null ? 0 : call.indexOf(abi, length.length());
    return ViewParam.argument(arg, type).withLength(length.at(), register);
  }

  private static ViewParam path(Syscall call, Abi abi, int arg, ParamMeaning.NamesFile file) {
    int directory = file.directory() == null ? SctAbi.NO_ARG : call.indexOf(abi, file.directory());
    long flags = 0;
    if (file.flags() != null) {
      flags = file.mask() | (long) call.indexOf(abi, file.flags()) << 32;
    }
    return ViewParam.path(arg, directory, file.follow(), flags);
  }
}
