// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.table.ViewParam;

/**
 * What a rule can ask about the object of an operation that is no file, or of what is done to it:
 * {@code OBJECT.port}. The kernel has it where it judges, and nobody else can change it.
 */
public final class OperationField {
  private static final Map<String, ViewParam> ADDRESS = new LinkedHashMap<>();
  private static final Map<String, ViewParam> TASK = new LinkedHashMap<>();
  private static final Map<String, ViewParam> MOUNTED = new LinkedHashMap<>();
  private static final Map<String, ViewParam> LOADED = new LinkedHashMap<>();

  static {
    ADDRESS.put("family", address(Type.FAMILY));
    ADDRESS.put("ip", address(Type.IP));
    ADDRESS.put("port", address(Type.PORT));
    ADDRESS.put("path", address(Type.SUNPATH));
    TASK.put("pid", ViewParam.kernel(1, Type.S32));
    TASK.put("uid", ViewParam.kernel(2, Type.U32));
    TASK.put("logs", ViewParam.kernel(4, Type.U32));
    MOUNTED.put("hides", ViewParam.kernel(1, Type.U32));
    LOADED.put("what", ViewParam.kernel(1, Type.U32));
    LOADED.put("request", ViewParam.kernel(2, Type.U32));
  }

  private OperationField() {}

  /** Where the kernel has it, or null: the operation's object has no such field. */
  public static ViewParam of(Operation operation, String field) {
    return fields(operation).get(field);
  }

  /** All that the operation's object has. */
  public static List<String> names(Operation operation) {
    return List.copyOf(fields(operation).keySet());
  }

  /** All that there is to ask of objects that are no files, and its type. */
  public static Map<String, Type> all() {
    Map<String, Type> all = new LinkedHashMap<>();
    for (Map<String, ViewParam> fields : List.of(ADDRESS, TASK, MOUNTED, LOADED)) {
      fields.forEach((name, made) -> all.put(name, made.type()));
    }
    return all;
  }

  /** The object itself, as an event shows it. */
  public static ViewParam whole(Operation operation, int object) {
    return fields(operation) == ADDRESS ? address(Type.SADDR) : ViewParam.object(object);
  }

  private static Map<String, ViewParam> fields(Operation operation) {
    return switch (operation) {
      case CONNECT, SEND, BIND -> ADDRESS;
      case TRACE, SIGNAL -> TASK;
      case MOUNT -> MOUNTED;
      case LOAD -> LOADED;
      default -> Map.of();
    };
  }

  private static ViewParam address(Type type) {
    return ViewParam.object(1, type);
  }
}
