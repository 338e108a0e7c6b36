// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.lookup.StrSubstitutor;
import org.apache.logging.log4j.layout.template.json.util.JsonReader;

/** Whether what an element names is there and can be used. */
final class ElementCheck {
  private final ConfigTree.Element element;
  private final StrSubstitutor substitutor;
  private final Consumer<String> problems;

  ElementCheck(ConfigTree.Element element, StrSubstitutor substitutor, Consumer<String> problems) {
    this.element = element;
    this.substitutor = substitutor;
    this.problems = problems;
  }

  void run() {
    if (element.is("KeyStore") || element.is("TrustStore")) {
      store();
    } else if (element.is("JsonTemplateLayout")) {
      template();
    } else if (element.is("Spool")) {
      spool();
    } else if (element.is("Program")) {
      program();
    }
    String file = known("fileName");
    if (file != null) {
      target(Path.of(file));
    }
  }

  /** The attribute, if it is there and means itself. */
  private String known(String attribute) {
    String value = element.get(attribute);
    String meant = value == null ? null : substitutor.replace(value);
    return meant == null || meant.contains("${") ? null : meant;
  }

  private void store() {
    String location = known("location");
    if (location == null) {
      return;
    }
    Path path = Path.of(location);
    if (!Files.isReadable(path)) {
      problems.accept(
          element.name
              + ": the file '"
              + location
              + "' is not there or may not be read; make it with keytool or openssl");
      return;
    }
    String password = known("password");
    if (password == null) {
      return;
    }
    String type = element.get("type") == null ? "PKCS12" : element.get("type");
    try (InputStream in = Files.newInputStream(path)) {
      KeyStore.getInstance(type).load(in, password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      problems.accept(
          element.name
              + ": '"
              + location
              + "' is no "
              + type
              + " with this password ("
              + Cause.of(e)
              + ")");
    }
  }

  private void template() {
    String uri = known("eventTemplateUri");
    if (uri == null) {
      return;
    }
    try (InputStream in = open(uri)) {
      if (in == null) {
        problems.accept(
            "there is no template "
                + uri
                + "; ours are classpath:SctEvent.json, SctEcs.json and SctGelf.json");
        return;
      }
      JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      problems.accept("the template " + uri + " cannot be used: " + Cause.of(e));
    }
  }

  private static InputStream open(String uri) throws IOException {
    String inClasses = "classpath:";
    if (uri.startsWith(inClasses)) {
      String name = uri.substring(inClasses.length());
      return ElementCheck.class.getClassLoader().getResourceAsStream(name);
    }
    Path path = uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
    return Files.exists(path) ? Files.newInputStream(path) : null;
  }

  private void spool() {
    for (String size : new String[] {"maxSize", "again"}) {
      String value = known(size);
      if (value != null && Size.bytes(value) < 0) {
        problems.accept("Spool: " + size + " is a size such as 64 MB, not '" + value + "'");
      }
    }
    if (element.get("name") == null || element.get("dir") == null) {
      problems.accept("a Spool needs a name, and a dir where it keeps events");
    }
    long references = element.children.stream().filter(c -> c.is("AppenderRef")).count();
    if (references != 1) {
      problems.accept("a Spool is for one appender: it has one AppenderRef, not " + references);
    }
    String dir = known("dir");
    if (dir != null) {
      directory(Path.of(dir));
    }
  }

  private void program() {
    String command = known("command");
    if (command == null) {
      problems.accept("a Program needs a command");
      return;
    }
    String first = command.strip().split("\\s+")[0];
    boolean isPath = first.contains("/");
    if (isPath && !first.startsWith("\"") && !Files.isExecutable(Path.of(first))) {
      problems.accept("Program: '" + first + "' is not there or cannot be run; see the command");
    }
  }

  private void target(Path path) {
    if (Files.isDirectory(path)) {
      problems.accept(element.name + ": '" + path + "' is a directory; name a file");
    } else if (Files.exists(path)) {
      if (!Files.isWritable(path)) {
        problems.accept(element.name + ": '" + path + "' may not be written; choose another one");
      }
    } else {
      directory(path.toAbsolutePath().getParent());
    }
  }

  /** Whether it is there and may be written to, or can be made. */
  private void directory(Path dir) {
    Path nearest = dir.toAbsolutePath();
    while (nearest != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (nearest == null || !Files.isDirectory(nearest)) {
      problems.accept(element.name + ": '" + nearest + "' is no directory; choose another place");
    } else if (!Files.isWritable(nearest)) {
      problems.accept(
          element.name
              + ": the directory '"
              + nearest
              + "' may not be written; choose another one");
    }
  }
}
