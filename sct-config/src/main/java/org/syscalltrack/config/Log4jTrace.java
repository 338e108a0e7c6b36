// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

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

  static Log4jTrace start(boolean details) {
    var builder = ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setShutdownHook("disable");
    builder.add(
        builder
            .newAppender("stderr", "Console")
            .addAttribute("target", "SYSTEM_ERR")
            .add(builder.newLayout("PatternLayout").addAttribute("pattern", "sct_config: %m%n")));
    Level level = details ? Level.DEBUG : Level.INFO;
    builder.add(builder.newRootLogger(level).add(builder.newAppenderRef("stderr")));
    Configurator.initialize(builder.build());
    return new Log4jTrace(LogManager.getLogger(Main.class));
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
