// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.validation.constraints.Required;

/**
 * An appender in front of another one: keeps events on the disk until that one has them, so that
 * neither a server that is away nor the end of sctlog loses any.
 */
@Plugin(
    name = "Spool",
    category = Core.CATEGORY_NAME,
    elementType = Appender.ELEMENT_TYPE,
    printObject = true)
public final class Spool extends AbstractAppender {
  private final Settings settings;
  private Complaints complaints;
  private SpoolFiles files;
  private Delivery delivery;
  private long sinceFull;

  /**
   * @param again how many bytes of what was sent last are sent again over a new connection
   * @param retryMs between two attempts
   */
  record Settings(String ref, Path dir, long maxBytes, long again, long retryMs) {}

  private Spool(String name, Filter filter, Settings settings) {
    super(name, filter, null, true, Property.EMPTY_ARRAY);
    this.settings = settings;
  }

  /**
   * Before {@link #start}.
   *
   * @throws IOException if nothing can be kept in its directory
   */
  void open(Configuration configuration, Complaints whereToComplain) throws IOException {
    complaints = whereToComplain;
    files = new SpoolFiles(settings.dir(), settings.maxBytes());
    Appender sink = configuration.getAppender(settings.ref());
    delivery = new Delivery(getName(), sink, files, settings, complaints);
  }

  String ref() {
    return settings.ref();
  }

  Path dir() {
    return settings.dir();
  }

  Delivery delivery() {
    return delivery;
  }

  @Override
  public void start() {
    super.start();
    delivery.start();
  }

  @Override
  public void append(LogEvent event) {
    if (!(event.getMessage() instanceof EventMessage message)) {
      return;
    }
    try {
      if (files.add(SpoolRecord.encode(message))) {
        if (sinceFull > 0) {
          complaints.forget(getName());
          complaints.say(getName(), "there is room again; " + sinceFull + " events were given up");
          complaints.forget(getName());
          sinceFull = 0;
        }
        return;
      }
      giveUp("the " + settings.maxBytes() + " bytes that " + settings.dir() + " may have are full");
    } catch (IOException e) {
      giveUp("cannot write to " + settings.dir() + ": " + Cause.of(e));
    }
  }

  private void giveUp(String why) {
    if (sinceFull == 0) {
      complaints.forget(getName());
    }
    sinceFull++;
    complaints.giveUp(getName(), 1);
    complaints.say(getName(), "events are given up: " + why);
  }

  @Override
  public boolean stop(long timeout, TimeUnit timeUnit) {
    setStopping();
    if (delivery != null) {
      delivery.end();
    }
    if (files != null) {
      try {
        files.close();
      } catch (IOException e) {
        complaints.say(getName(), "cannot close " + settings.dir() + ": " + Cause.of(e));
      }
    }
    setStopped();
    return true;
  }

  /** What makes one of its element. */
  @PluginBuilderFactory
  public static Builder newBuilder() {
    return new Builder();
  }

  /** Its attributes and elements. */
  public static final class Builder implements org.apache.logging.log4j.core.util.Builder<Spool> {
    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    @Required(message = "a Spool needs a name")
    private String name;

    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    @Required(message = "a Spool needs a dir")
    private String dir;

    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    private String maxSize = "64 MB";

    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    private String again = "4 MB";

    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    private long retryMillis = 5000;

    @PluginElement("AppenderRef")
    private AppenderRef[] refs;

    @PluginElement("Filter")
    private Filter filter;

    @Override
    public Spool build() {
      return new Spool(
          name,
          filter,
          new Settings(
              refs[0].getRef(), Path.of(dir), Size.bytes(maxSize), Size.bytes(again), retryMillis));
    }
  }
}
