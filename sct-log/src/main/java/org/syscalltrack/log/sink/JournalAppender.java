// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.validation.constraints.Required;
import org.apache.logging.log4j.core.net.Severity;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.ErrnoException;
import org.syscalltrack.device.Libc;

/**
 * To systemd's journal by its native protocol: a datagram of lines {@code NAME=value}. MESSAGE is
 * the text of the event, the fields are SCT_ and their name. Control characters are escaped in all
 * of them, so that no value needs the form for several lines.
 */
@Plugin(
    name = "Journal",
    category = Core.CATEGORY_NAME,
    elementType = Appender.ELEMENT_TYPE,
    printObject = true)
public final class JournalAppender extends AbstractAppender {
  private static final String SOCKET = "/run/systemd/journal/socket";
  private static final int NAME_CHARACTERS = 64;
  private static final int ATTEMPTS = 1000;
  private static final int PAUSE_MS = 1;

  private final String socket;

  private JournalAppender(String name, Filter filter, String socket) {
    super(name, filter, null, true, Property.EMPTY_ARRAY);
    this.socket = socket;
  }

  @Override
  public void append(LogEvent event) {
    String entry = entry(event);
    for (int i = 1; ; i++) {
      try {
        Libc.real().sendTo(socket, entry);
        return;
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EAGAIN || i == ATTEMPTS) {
          throw new AppenderLoggingException(
              socket + ": " + Libc.real().message(e.errno()) + "; is systemd-journald running?");
        }
        pause();
      }
    }
  }

  /** It takes a moment until the journal has room again. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AppenderLoggingException("interrupted");
    }
  }

  private static String entry(LogEvent event) {
    StringBuilder out = new StringBuilder();
    put(out, "MESSAGE", event.getMessage().getFormattedMessage());
    put(out, "PRIORITY", Integer.toString(Severity.getSeverity(event.getLevel()).getCode()));
    put(out, "SYSLOG_IDENTIFIER", "sctlog");
    if (event.getMessage() instanceof EventMessage message) {
      for (Map.Entry<String, String> field : message.getData().entrySet()) {
        put(out, name(field.getKey()), field.getValue());
      }
    }
    return out.toString();
  }

  /** The journal has capital letters, digits and underscores in names. */
  private static String name(String field) {
    String name = "SCT_" + field.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return name.substring(0, Math.min(NAME_CHARACTERS, name.length()));
  }

  private static void put(StringBuilder out, String name, String value) {
    out.append(name).append('=').append(value.replace('\n', ' ')).append('\n');
  }

  /** What makes one of its element. */
  @PluginBuilderFactory
  public static Builder newBuilder() {
    return new Builder();
  }

  /** Its attributes and elements. */
  public static final class Builder
      implements org.apache.logging.log4j.core.util.Builder<JournalAppender> {
    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    @Required(message = "a Journal needs a name")
    private String name;

    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    private String socket = SOCKET;

    @PluginElement("Filter")
    private Filter filter;

    @Override
    public JournalAppender build() {
      return new JournalAppender(name, filter, socket);
    }
  }
}
