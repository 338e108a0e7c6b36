// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.tool;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;

/** {@link Trace} by Log4j, on the error output. */
final class Log4jTrace implements Trace {
  private final Logger logger;

  private Log4jTrace(Logger logger) {
    this.logger = logger;
  }

  static Log4jTrace start(String tool, boolean details) {
    // Log4j's own hook would silence what is still to be said at the end, and cannot be installed
    // any more when a signal comes early.
    System.setProperty("log4j.shutdownHookEnabled", "false");
    var builder = ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.add(
        builder
            .newAppender("stderr", "Console")
            .addAttribute("target", "SYSTEM_ERR")
            .add(builder.newLayout("PatternLayout").addAttribute("pattern", tool + ": %m%n")));
    Level level = details ? Level.DEBUG : Level.INFO;
    builder.add(builder.newRootLogger(level).add(builder.newAppenderRef("stderr")));
    Configurator.initialize(builder.build());
    return new Log4jTrace(LogManager.getLogger(tool));
  }

  @Override
  public void note(String message, Object... values) {
    logger.info(message, values);
  }

  @Override
  public void detail(String message, Object... values) {
    logger.debug(message, values);
  }
}
