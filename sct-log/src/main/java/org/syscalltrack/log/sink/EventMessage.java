// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.StructuredDataMessage;

/**
 * A record of the log as Log4j carries it: a map, so that its patterns, filters and lookups see the
 * fields, and structured data, as which the syslog of RFC 5424 has them.
 */
final class EventMessage extends StructuredDataMessage {
  private static final long serialVersionUID = 1L;

  /** The SD-ID: with the number that RFC 5612 leaves to examples, as we have none of our own. */
  private static final String SD_ID = "sct@32473";

  /** The most that a key of RFC 5424 may have. */
  private static final int KEY_CHARACTERS = 32;

  private static final long NS_PER_SECOND = 1_000_000_000L;

  /** The names of loggers of rules begin with it. */
  static final String RULE = "sct.rule.";

  private final String logger;
  private final Level level;
  private final long epochNs;
  private final String text;
  private final String json;

  /**
   * @param type MSGID of syslog: the name of the call, or what it is else
   * @param epochNs nanoseconds since 1970
   * @param text as sctlog shows it, without the line end; likewise {@code json}
   * @param fields by names that {@link #key} has made
   */
  EventMessage(
      String logger,
      Level level,
      String type,
      long epochNs,
      String text,
      String json,
      Map<String, String> fields) {
    super(SD_ID, text, type, KEY_CHARACTERS);
    this.logger = logger;
    this.level = level;
    this.epochNs = epochNs;
    this.text = text;
    this.json = json;
    putAll(fields);
  }

  /** The name as RFC 5424 allows it. */
  static String key(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.substring(0, Math.min(KEY_CHARACTERS, plain.length()));
  }

  String logger() {
    return logger;
  }

  Level level() {
    return level;
  }

  long epochNs() {
    return epochNs;
  }

  String text() {
    return text;
  }

  String json() {
    return json;
  }

  @Override
  public String getFormattedMessage() {
    return text;
  }

  @Override
  public void formatTo(StringBuilder buffer) {
    buffer.append(text);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The same with more to tell, as a rule would be: Log4j makes no copies of ours. */
  @Override
  public StructuredDataMessage newInstance(Map<String, String> map) {
    return new EventMessage(logger, level, getType(), epochNs, text, json, map);
  }

  /** Of the rule, with those of its tags as parents; null if it is no event of a known rule. */
  Marker marker() {
    String rule = get("rule");
    if (rule == null) {
      return null;
    }
    // Not one of the manager's: another rule of that name may have other tags.
    Marker marker = new MarkerManager.Log4jMarker("rule." + rule);
    String tags = get("tags");
    if (tags != null && !tags.isEmpty()) {
      marker.setParents(
          List.of(tags.split(",")).stream().map(MarkerManager::getMarker).toArray(Marker[]::new));
    }
    return marker;
  }

  LogEvent toLogEvent(Marker marker) {
    MutableInstant instant = new MutableInstant();
    instant.initFromEpochSecond(
        Math.floorDiv(epochNs, NS_PER_SECOND), (int) Math.floorMod(epochNs, NS_PER_SECOND));
    return Log4jLogEvent.newBuilder()
        .setLoggerName(logger)
        .setLevel(level)
        .setMarker(marker)
        .setMessage(this)
        .setInstant(instant)
        .setThreadName("sctlog")
        .build();
  }
}
