// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.validation.constraints.Required;

/**
 * To the standard input of a program, which runs as long as sctlog does. It is started with the
 * first event, and again, with the next one, after it has ended.
 */
@Plugin(
    name = "Program",
    category = Core.CATEGORY_NAME,
    elementType = Appender.ELEMENT_TYPE,
    printObject = true)
public final class ProgramAppender extends AbstractAppender implements Connection {
  private static final int PATIENCE_SECONDS = 3;

  private final String command;
  private Process process;

  private ProgramAppender(
      String name, Filter filter, Layout<? extends Serializable> layout, String command) {
    super(name, filter, layout, true, Property.EMPTY_ARRAY);
    this.command = command;
  }

  @Override
  public synchronized void append(LogEvent event) {
    try {
      if (process == null) {
        process =
            new ProcessBuilder("/bin/sh", "-c", "exec " + command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
      }
      OutputStream to = process.getOutputStream();
      to.write(getLayout().toByteArray(event));
      to.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private AppenderLoggingException failed(IOException why) {
    String end = "";
    if (process != null) {
      process.destroy();
      try {
        if (process.waitFor(1, TimeUnit.SECONDS)) {
          end = " (it ended with status " + process.exitValue() + ")";
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    process = null;
    return new AppenderLoggingException("'" + command + "': " + why.getMessage() + end);
  }

  @Override
  public synchronized Object identity() {
    return process;
  }

  @Override
  public synchronized boolean isGone() {
    boolean isGone = process == null || !process.isAlive();
    if (isGone) {
      process = null;
    }
    return isGone;
  }

  @Override
  public synchronized boolean end() {
    if (process == null) {
      return false;
    }
    try {
      process.getOutputStream().close();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      boolean well = ended && process.exitValue() == 0;
      process = null;
      return well;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean stop(long timeout, TimeUnit timeUnit) {
    setStopping();
    end();
    return super.stop(timeout, timeUnit, true);
  }

  /** What makes one of its element. */
  @PluginBuilderFactory
  public static Builder newBuilder() {
    return new Builder();
  }

  /** Its attributes and elements. */
  public static final class Builder
      implements org.apache.logging.log4j.core.util.Builder<ProgramAppender> {
    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    @Required(message = "a Program needs a name")
    private String name;

    @PluginBuilderAttribute
    @SuppressWarnings("log4j.public.setter")
    @Required(message = "a Program needs a command")
    private String command;

    @PluginElement("Layout")
    @Required(message = "a Program needs a layout")
    private Layout<? extends Serializable> layout;

    @PluginElement("Filter")
    private Filter filter;

    @Override
    public ProgramAppender build() {
      return new ProgramAppender(name, filter, layout, command);
    }
  }
}
