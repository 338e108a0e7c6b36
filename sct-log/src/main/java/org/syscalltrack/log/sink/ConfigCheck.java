// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.json.JsonConfiguration;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.lookup.Interpolator;
import org.apache.logging.log4j.core.lookup.PropertiesLookup;
import org.apache.logging.log4j.core.lookup.StrSubstitutor;
import org.syscalltrack.lang.diag.Suggestion;

/**
 * What is wrong with a configuration, line by line, found out without opening, making or asking
 * anything that it names.
 */
public final class ConfigCheck {
  private static final Set<String> OF_ROOT =
      Set.of(
          "status",
          "name",
          "dest",
          "shutdownhook",
          "shutdowntimeout",
          "strict",
          "verbose",
          "schema",
          "xmlns",
          "schemalocation");

  private final Path file;
  private final Plugins plugins = new Plugins();
  private final Set<String> appenders = new LinkedHashSet<>();
  private final Map<String, String> properties = new HashMap<>();
  private final StrSubstitutor substitutor =
      new StrSubstitutor(new Interpolator(new PropertiesLookup(properties)));
  private final List<String> problems = new ArrayList<>();

  private ConfigCheck(Path file) {
    this.file = file;
  }

  /** The problems, each {@code file:line: cause; a way out}; none: it can be followed. */
  public static List<String> check(Path file) throws SinkException {
    ConfigCheck check = new ConfigCheck(file);
    try {
      check.root(tree(file));
    } catch (ConfigTree.SyntaxException e) {
      check.add(e.line, "this is no " + form(file) + ": " + e.getMessage());
    }
    return check.problems;
  }

  /** The names of those that are defined. */
  static Set<String> appenders(Path file) throws SinkException {
    ConfigCheck check = new ConfigCheck(file);
    try {
      check.collect(tree(file));
    } catch (ConfigTree.SyntaxException e) {
      return Set.of();
    }
    return check.appenders;
  }

  private static String form(Path file) throws SinkException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String form = name.substring(name.lastIndexOf('.') + 1);
    return switch (form) {
      case "xml" -> "XML";
      case "json", "jsn" -> "JSON";
      case "properties" -> "properties";
      default ->
          throw new SinkException(
              List.of(
                  file
                      + ": by its name it has none of the forms that Log4j reads;"
                      + " call it .xml, .json or .properties"),
              false);
    };
  }

  private static ConfigTree.Element tree(Path file)
      throws SinkException, ConfigTree.SyntaxException {
    String form = form(file);
    String text = text(file);
    return switch (form) {
      case "XML" -> ConfigTree.ofXml(text);
      case "JSON" -> ConfigTree.ofJson(text);
      default -> {
        AbstractConfiguration made = load(new LoggerContext("check"), file);
        made.getPluginManager().collectPlugins();
        made.setup();
        yield ConfigTree.ofNode(made.getRootNode(), text);
      }
    };
  }

  private static String text(Path file) throws SinkException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new SinkException(List.of(file + ": it is no text in UTF-8"), false);
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a directory; name a file" : Cause.of(e);
      throw new SinkException(List.of(file + ": cannot be read: " + why), false);
    }
  }

  static AbstractConfiguration load(LoggerContext context, Path file) throws SinkException {
    String form = form(file);
    try (var in = Files.newInputStream(file)) {
      ConfigurationSource source =
          new ConfigurationSource(new ByteArrayInputStream(in.readAllBytes()), file.toFile());
      return switch (form) {
        case "XML" -> new XmlConfiguration(context, source);
        case "JSON" -> new JsonConfiguration(context, source);
        default -> {
          Configuration made =
              new PropertiesConfigurationFactory().getConfiguration(context, source);
          yield (AbstractConfiguration) made;
        }
      };
    } catch (IOException e) {
      throw new SinkException(List.of(file + ": cannot be read: " + Cause.of(e)), false);
    }
  }

  private void add(int line, String problem) {
    problems.add(file + ":" + Math.max(1, line) + ": " + problem);
  }

  private void collect(ConfigTree.Element root) {
    for (ConfigTree.Element child : root.children) {
      for (ConfigTree.Element property : child.children) {
        if (property.is("Property") && property.get("name") != null) {
          String value = property.get("value");
          properties.put(property.get("name"), value == null ? property.text : value);
        }
      }
      if (child.is("Appenders")) {
        for (ConfigTree.Element appender : child.children) {
          if (appender.get("name") != null) {
            appenders.add(appender.get("name"));
          }
        }
      }
    }
  }

  private void root(ConfigTree.Element root) {
    if (!root.is("Configuration") && !root.name.isEmpty()) {
      add(root.line, "the outermost element is Configuration, not '" + root.name + "'");
      return;
    }
    collect(root);
    if (root.get("monitorInterval") != null) {
      add(root.line, "monitorInterval is of no use here; start sctlog anew after a change");
    }
    for (String attribute : root.attributes.keySet()) {
      String name = attribute.toLowerCase(Locale.ROOT);
      if (!OF_ROOT.contains(name) && !name.equals("monitorinterval") && !name.equals("packages")) {
        add(root.line, "Configuration has no attribute '" + attribute + "'");
      }
    }
    boolean isRouted = false;
    for (ConfigTree.Element child : root.children) {
      isRouted |= child.is("Loggers") && !child.children.isEmpty();
      element(child);
    }
    if (!isRouted) {
      add(
          root.line,
          "there is nothing in Loggers, so no event goes anywhere; add a Root with an AppenderRef");
    }
  }

  private void element(ConfigTree.Element element) {
    PluginType<?> type = plugins.type(element.name);
    if (type == null) {
      String hint = Suggestion.hint(element.name, plugins.names());
      add(
          element.line,
          "there is no element '"
              + element.name
              + "'; "
              + (hint == null ? "the manual of Log4j lists those that there are" : hint));
      return;
    }
    String missing = Plugins.missing(element.name);
    if (missing == null) {
      attributes(element, type);
    } else {
      add(
          element.line,
          "'"
              + element.name
              + "' needs a library that is not installed ("
              + missing
              + "); choose another one");
    }
    if (element.is("AppenderRef")) {
      reference(element);
    }
    new ElementCheck(element, substitutor, problem -> add(element.line, problem)).run();
    // What is in a Route is an element like any other; a pattern or script is text.
    element.children.forEach(this::element);
  }

  private void reference(ConfigTree.Element element) {
    String ref = element.get("ref");
    if (ref == null) {
      add(element.line, "an AppenderRef says by ref which appender is meant");
    } else if (!ref.contains("${") && !appenders.contains(ref)) {
      String hint = Suggestion.hint(ref, appenders);
      add(
          element.line,
          "no appender is named '"
              + ref
              + "'; "
              + (hint == null ? "define it in Appenders" : hint));
    }
  }

  private void attributes(ConfigTree.Element element, PluginType<?> type) {
    Map<String, Class<?>> known = Plugins.attributes(type);
    if (known == null || known.isEmpty() && !plugins.isAppender(type)) {
      return;
    }
    for (Map.Entry<String, String> attribute : element.attributes.entrySet()) {
      String name = attribute.getKey();
      String value = attribute.getValue();
      if (!known.containsKey(name)) {
        // Log4j gives a simple element as an attribute, too, and the other way round.
        String hint = Suggestion.hint(name, known.keySet());
        add(
            element.line,
            element.name
                + " has no attribute '"
                + name
                + "'; "
                + (hint == null ? "it has " + String.join(", ", known.keySet()) : hint));
      } else if (!value.contains("${")) {
        value(element, name, value, known.get(name));
      }
    }
  }

  private void value(ConfigTree.Element element, String name, String value, Class<?> type) {
    String wanted = null;
    if ((type == int.class || type == long.class || type == Integer.class)
        && !value.strip().matches("-?[0-9]{1,18}")) {
      wanted = "a number";
    } else if (type == boolean.class && !value.matches("(?i)true|false")) {
      wanted = "true or false";
    } else if (type == Level.class && Level.getLevel(value.toUpperCase(Locale.ROOT)) == null) {
      wanted = "a level (fatal, error, warn, info, debug, trace, all or off)";
    } else if (type.isEnum() && !isConstant(type, value)) {
      List<String> words = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        words.add(constant.toString());
      }
      wanted = "one of " + String.join(", ", words);
    }
    if (wanted != null) {
      add(element.line, element.name + ": " + name + " is " + wanted + ", not '" + value + "'");
    }
  }

  private static boolean isConstant(Class<?> type, String value) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(value)) {
        return true;
      }
    }
    return false;
  }
}
