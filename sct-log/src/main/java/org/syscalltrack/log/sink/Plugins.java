// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAliases;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.config.plugins.PluginValue;
import org.apache.logging.log4j.core.config.plugins.util.PluginManager;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;

/** Which elements there are, and which attributes each of them has, as Log4j's classes say it. */
final class Plugins {
  /** What appenders of Log4j need besides Log4j. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "kafka", "org.apache.kafka.clients.producer.Producer",
          "jms", "javax.jms.Message",
          "jmsqueue", "javax.jms.Message",
          "jmstopic", "javax.jms.Message",
          "jeromq", "org.zeromq.ZMQ",
          "smtp", "javax.mail.Message");

  private final Map<String, PluginType<?>> types;

  Plugins() {
    PluginManager manager = new PluginManager(Node.CATEGORY);
    manager.collectPlugins();
    types = manager.getPlugins();
  }

  PluginType<?> type(String element) {
    return types.get(element.toLowerCase(Locale.ROOT));
  }

  /** Names of elements, for hints. */
  List<String> names() {
    return types.values().stream().map(Plugins::name).distinct().toList();
  }

  /** The class of another library that the element needs and that is not here, or null. */
  static String missing(String element) {
    String needed = LIBRARIES.get(element.toLowerCase(Locale.ROOT));
    if (needed == null) {
      return null;
    }
    try {
      Class.forName(needed, false, Plugins.class.getClassLoader());
      return null;
    } catch (ClassNotFoundException e) {
      return needed;
    }
  }

  /** As Log4j's manual writes it; of one that is for another library, in small letters. */
  private static String name(PluginType<?> type) {
    try {
      return type.getPluginClass().getAnnotation(Plugin.class).name();
    } catch (LinkageError | RuntimeException e) {
      return type.getKey();
    }
  }

  boolean isAppender(PluginType<?> type) {
    return Appender.class.isAssignableFrom(type.getPluginClass());
  }

  /** The attributes and their types, or null if they cannot be told. */
  static Map<String, Class<?>> attributes(PluginType<?> type) {
    Map<String, Class<?>> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    boolean isKnown = false;
    for (Method method : type.getPluginClass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(PluginBuilderFactory.class)) {
        for (Class<?> builder : builders(method, type)) {
          ofBuilder(builder, attributes);
        }
        isKnown = true;
      } else if (method.isAnnotationPresent(PluginFactory.class)) {
        for (Parameter parameter : method.getParameters()) {
          if (parameter.isAnnotationPresent(PluginValue.class)) {
            attributes.put("value", String.class);
          }
          PluginAttribute attribute = parameter.getAnnotation(PluginAttribute.class);
          if (attribute != null) {
            attributes.put(attribute.value(), parameter.getType());
            aliases(parameter.getAnnotation(PluginAliases.class), parameter.getType(), attributes);
          }
        }
        isKnown = true;
      }
    }
    return isKnown ? attributes : null;
  }

  /** The class of the builder that the method gives, and those above it. */
  private static List<Class<?>> builders(Method method, PluginType<?> type) {
    List<Class<?>> list = new ArrayList<>();
    Class<?> builder = method.getReturnType();
    for (Class<?> inner : type.getPluginClass().getDeclaredClasses()) {
      // Of a method that is generic, the class says only what all builders have.
      if (builder.isAssignableFrom(inner)) {
        builder = inner;
      }
    }
    for (Class<?> at = builder; at != null && at != Object.class; at = at.getSuperclass()) {
      list.add(at);
    }
    return list;
  }

  private static void ofBuilder(Class<?> builder, Map<String, Class<?>> attributes) {
    for (Field field : builder.getDeclaredFields()) {
      PluginBuilderAttribute attribute = field.getAnnotation(PluginBuilderAttribute.class);
      PluginAttribute older = field.getAnnotation(PluginAttribute.class);
      if (attribute != null || older != null) {
        String given = attribute == null ? older.value() : attribute.value();
        attributes.put(given.isEmpty() ? field.getName() : given, field.getType());
        aliases(field.getAnnotation(PluginAliases.class), field.getType(), attributes);
      }
    }
  }

  private static void aliases(
      PluginAliases aliases, Class<?> type, Map<String, Class<?>> attributes) {
    if (aliases != null) {
      for (String alias : aliases.value()) {
        attributes.put(alias, type);
      }
    }
  }
}
