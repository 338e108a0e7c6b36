// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What the files of Falco define, later ones over earlier ones. Only the tree of the YAML is looked
 * at: no objects are made of it.
 */
final class FalcoFiles {
  private static final int LIMIT = 64 << 20;

  final Map<String, List<String>> lists = new LinkedHashMap<>();
  final Map<String, String> macros = new LinkedHashMap<>();
  final Map<String, FalcoRule> rules = new LinkedHashMap<>();

  /** Reads one file. */
  void read(String file, String text) throws BadCondition {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LIMIT);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (!(root instanceof SequenceNode items)) {
        throw new BadCondition(file + ": no list of rules");
      }
      for (Node item : items.getValue()) {
        if (item instanceof MappingNode map) {
          item(file, map);
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new BadCondition(file + ":" + line + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw new BadCondition(file + ": " + e.getMessage());
    }
  }

  private void item(String file, MappingNode item) throws BadCondition {
    Map<String, Node> fields = fields(item);
    if (fields.containsKey("list")) {
      list(scalar(fields.get("list")), fields);
    } else if (fields.containsKey("macro")) {
      macro(scalar(fields.get("macro")), fields);
    } else if (fields.containsKey("rule")) {
      rule(file, item.getStartMark().getLine() + 1, scalar(fields.get("rule")), fields);
    }
  }

  private void list(String name, Map<String, Node> fields) {
    List<String> items = new ArrayList<>();
    if (appends(fields, "items")) {
      items.addAll(lists.getOrDefault(name, List.of()));
    }
    for (String item : strings(fields.get("items"))) {
      items.addAll(lists.getOrDefault(item, List.of(CondParser.unquoted(item))));
    }
    lists.put(name, items);
  }

  private void macro(String name, Map<String, Node> fields) {
    String text = scalar(fields.get("condition"));
    boolean more = appends(fields, "condition") && macros.containsKey(name);
    macros.put(name, more ? macros.get(name) + " " + text : text);
  }

  private void rule(String file, int line, String name, Map<String, Node> fields) {
    boolean more = fields.containsKey("override") || isTrue(fields.get("append"));
    FalcoRule rule = rules.get(name);
    if (rule == null || !more) {
      // One that only switches another on or off has no condition of its own.
      if (rule == null || fields.containsKey("condition")) {
        rule = new FalcoRule(name, file, line);
        rules.put(name, rule);
      }
    }
    String condition = scalar(fields.get("condition"));
    if (fields.containsKey("condition")) {
      boolean joins = appends(fields, "condition") && rule.condition != null;
      rule.condition = joins ? rule.condition + " " + condition : condition;
    }
    rule.description = or(scalar(fields.get("desc")), rule.description);
    rule.output = or(scalar(fields.get("output")), rule.output);
    rule.priority = or(scalar(fields.get("priority")), rule.priority);
    rule.source = or(scalar(fields.get("source")), rule.source);
    rule.tags.addAll(strings(fields.get("tags")));
    if (fields.containsKey("enabled")) {
      rule.enabled = isTrue(fields.get("enabled"));
    }
    if (fields.get("exceptions") instanceof SequenceNode exceptions) {
      for (Node exception : exceptions.getValue()) {
        exception(rule, exception);
      }
    }
  }

  private void exception(FalcoRule rule, Node node) {
    if (!(node instanceof MappingNode map)) {
      return;
    }
    Map<String, Node> fields = fields(map);
    List<List<List<String>>> values = new ArrayList<>();
    if (fields.get("values") instanceof SequenceNode sequence) {
      for (Node row : sequence.getValue()) {
        List<List<String>> columns = new ArrayList<>();
        if (row instanceof SequenceNode columnNodes) {
          columnNodes.getValue().forEach(column -> columns.add(strings(column)));
        } else {
          columns.add(strings(row));
        }
        values.add(columns);
      }
    }
    rule.exceptions.add(
        new FalcoRule.Except(
            scalar(fields.get("name")),
            strings(fields.get("fields")),
            strings(fields.get("comps")),
            values));
  }

  private static boolean appends(Map<String, Node> fields, String field) {
    return isTrue(fields.get("append"))
        || fields.get("override") instanceof MappingNode override
            && scalar(fields(override).get(field)).equals("append");
  }

  private static boolean isTrue(Node node) {
    return scalar(node).equalsIgnoreCase("true");
  }

  private static String or(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static Map<String, Node> fields(MappingNode map) {
    Map<String, Node> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      fields.put(scalar(tuple.getKeyNode()), tuple.getValueNode());
    }
    return fields;
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
  }

  private static List<String> strings(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(FalcoFiles::scalar).toList();
    }
    String one = scalar(node);
    return one.isEmpty() ? List.of() : List.of(one);
  }
}
