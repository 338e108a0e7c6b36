// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of the machine on which is imported: audit looks a path up when it is given a rule, and
 * follows the object; rules here compare the path that a call has come to.
 */
public interface PathView {
  boolean isDirectory(String path);

  /** Where the path leads once the links in it are followed; itself if it leads nowhere. */
  String resolved(String path, boolean last);

  /** That of this machine. */
  PathView HOST =
      new PathView() {
        @Override
        public boolean isDirectory(String path) {
          try {
            return Files.isDirectory(Path.of(path));
          } catch (InvalidPathException e) {
            return false;
          }
        }

        @Override
        public String resolved(String path, boolean last) {
          try {
            Path whole = Path.of(path);
            Path parent = whole.getParent();
            if (last || parent == null) {
              return whole.toRealPath().toString();
            }
            return parent.toRealPath().resolve(whole.getFileName()).toString();
          } catch (IOException | InvalidPathException e) {
            return path;
          }
        }
      };

  /** The names by which a call may come to the object: as written, and as it is. */
  default List<String> names(String path, boolean directory) {
    String real = resolved(path, directory);
    return real.equals(path) ? List.of(path) : List.of(path, real);
  }

  static String withoutSlash(String path) {
    String text = path.replaceAll("/+", "/");
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
