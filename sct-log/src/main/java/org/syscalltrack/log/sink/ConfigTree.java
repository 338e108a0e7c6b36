// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.logging.log4j.core.config.Node;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** A configuration as a tree that knows its lines, whichever form it has. */
final class ConfigTree {
  /** Something of the configuration that Log4j makes an object of. */
  static final class Element {
    final String name;
    final int line;

    /** What stands in it, as far as it is text. */
    String text = "";

    final Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final List<Element> children = new ArrayList<>();

    Element(String name, int line) {
      this.name = name;
      this.line = line;
    }

    /** The attribute, or null. */
    String get(String attribute) {
      return attributes.get(attribute);
    }

    boolean is(String type) {
      return name.equalsIgnoreCase(type);
    }
  }

  /** The text is no configuration at all. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    final int line;

    SyntaxException(int line, String message) {
      super(message);
      this.line = line;
    }
  }

  private ConfigTree() {}

  static Element ofXml(String text) throws SyntaxException {
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      XmlHandler handler = new XmlHandler();
      factory.newSAXParser().parse(new InputSource(new StringReader(text)), handler);
      return handler.root;
    } catch (SAXParseException e) {
      throw new SyntaxException(e.getLineNumber(), e.getMessage());
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new SyntaxException(1, e.getMessage());
    }
  }

  private static final class XmlHandler extends DefaultHandler {
    private final Deque<Element> open = new ArrayDeque<>();
    private Locator locator;
    private Element root;

    @Override
    public void setDocumentLocator(Locator where) {
      locator = where;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      Element element = new Element(local, locator.getLineNumber());
      for (int i = 0; i < attributes.getLength(); i++) {
        element.attributes.put(attributes.getLocalName(i), attributes.getValue(i));
      }
      if (open.isEmpty()) {
        root = element;
      } else {
        open.peek().children.add(element);
      }
      open.push(element);
    }

    @Override
    public void endElement(String uri, String local, String name) {
      open.pop();
    }

    @Override
    public void characters(char[] characters, int from, int count) {
      open.peek().text += new String(characters, from, count).strip();
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }

  static Element ofJson(String text) throws SyntaxException {
    JsonFactory factory = JsonFactory.builder().build();
    factory.enable(JsonParser.Feature.ALLOW_COMMENTS);
    try (JsonParser json = factory.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new SyntaxException(1, "an object { } is wanted");
      }
      Element top = object("", json);
      Element root = top.children.isEmpty() ? new Element("", 1) : top.children.get(0);
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new SyntaxException(line, e.getOriginalMessage());
    } catch (IOException e) {
      throw new SyntaxException(1, e.getMessage());
    }
  }

  /** From the opening brace on. An element of a general name may say by "type" what it is. */
  private static Element object(String name, JsonParser json) throws IOException {
    Element read = new Element(name, json.currentTokenLocation().getLineNr());
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      value(field, read, json);
    }
    String type = read.attributes.remove("type");
    if (type == null) {
      return read;
    }
    Element typed = new Element(type, read.line);
    typed.attributes.putAll(read.attributes);
    typed.children.addAll(read.children);
    return typed;
  }

  private static void value(String field, Element parent, JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> parent.children.add(object(field, json));
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(field, parent, json);
        }
      }
      default -> parent.attributes.put(field, json.getText());
    }
  }

  /**
   * Of properties, which Log4j itself makes a tree of; the lines are those that name a thing first.
   */
  static Element ofNode(Node node, String text) {
    String[] lines = text.split("\n", -1);
    return ofNode(node, lines, 0);
  }

  private static Element ofNode(Node node, String[] lines, int from) {
    String name = node.getName() == null ? "" : node.getName();
    String own = node.getAttributes().getOrDefault("name", node.getAttributes().get("ref"));
    int line = own == null ? find(name, lines, from) : find(own, lines, 0);
    Element element = new Element(name, line + 1);
    element.attributes.putAll(node.getAttributes());
    for (Node child : node.getChildren()) {
      element.children.add(ofNode(child, lines, line));
    }
    return element;
  }

  /** The first line from there on that assigns it, or that one. */
  private static int find(String value, String[] lines, int from) {
    String wanted = value.toLowerCase(Locale.ROOT);
    for (int i = from; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      if (equals >= 0 && lines[i].substring(equals + 1).strip().toLowerCase().equals(wanted)) {
        return i;
      }
    }
    return from;
  }
}
