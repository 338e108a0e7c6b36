// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** The appenders of a configuration of Log4j, at work. */
public final class Sinks implements AutoCloseable {
  private static final int STOP_SECONDS = 15;

  /** What Log4j calls a connection. */
  private static final Pattern CONNECTION = Pattern.compile("\\(((?:TCP|TLS|SSL):[^)]+)\\)");

  private final LoggerContext context = new LoggerContext("sctlog sinks");
  private final Consumer<String> remarks;
  private final Complaints complaints;
  private final StatusListener listener = new LogOfLog4j();
  private final List<String> early = new ArrayList<>();
  private boolean isOpen;
  private String lastLogger;
  private Logger logger;
  private boolean isClosed;

  /** What Log4j says of itself, which it would say in its own way on standard error. */
  private final class LogOfLog4j implements StatusListener {
    @Override
    public void log(StatusData data) {
      String said = data.getMessage().getFormattedMessage();
      Matcher connection = CONNECTION.matcher(said);
      if (data.getThrowable() != null && connection.find()) {
        complaints.noteConnection(connection.group(1), data.getThrowable());
        return;
      }
      if (data.getThrowable() != null) {
        said = said + ": " + Cause.of(data.getThrowable());
      }
      String line = said.strip().replaceAll("\\s*\\R\\s*", " ");
      if (isOpen) {
        complaints.say("log4j", line);
      } else {
        early.add(line);
      }
    }

    @Override
    public Level getStatusLevel() {
      return Level.ERROR;
    }

    @Override
    public void close() {}
  }

  private Sinks(Consumer<String> remarks) {
    this.remarks = remarks;
    this.complaints = new Complaints(remarks, System::nanoTime);
  }

  /**
   * Starts what the configuration says.
   *
   * @param remarks gets lines for a person, while the sinks are at work
   * @throws SinkException if it is wrong, or something that it needs is not to be had
   */
  public static Sinks open(Path file, Consumer<String> remarks) throws SinkException {
    List<String> problems = ConfigCheck.check(file);
    if (!problems.isEmpty()) {
      throw new SinkException(problems, true);
    }
    // Log4j's own hook would silence what is still to be said at the end.
    System.setProperty("log4j.shutdownHookEnabled", "false");
    Sinks sinks = new Sinks(remarks);
    StatusLogger.getLogger().registerListener(sinks.listener);
    try {
      sinks.start(file);
      return sinks;
    } catch (SinkException | RuntimeException e) {
      sinks.close();
      throw e;
    }
  }

  private void start(Path file) throws SinkException {
    Configuration configuration = ConfigCheck.load(context, file);
    configuration.initialize();
    for (String name : ConfigCheck.appenders(file)) {
      if (configuration.getAppender(name) == null) {
        String why = early.isEmpty() ? "Log4j refuses it" : early.get(0);
        throw new SinkException(List.of(file + ": sink '" + name + "': " + why), false);
      }
    }
    for (Map.Entry<String, Appender> entry : configuration.getAppenders().entrySet()) {
      if (entry.getValue() instanceof AbstractAppender appender) {
        appender.setHandler(complaints.handler(entry.getKey()));
      }
    }
    for (Appender appender : configuration.getAppenders().values()) {
      if (appender instanceof Spool spool) {
        open(spool, configuration, file);
      }
    }
    context.start(configuration);
    isOpen = true;
    early.forEach(line -> complaints.say("log4j", line));
  }

  private void open(Spool spool, Configuration configuration, Path file) throws SinkException {
    try {
      spool.open(configuration, complaints);
    } catch (IOException e) {
      String what = ": spool '" + spool.getName() + "': " + spool.dir() + ": ";
      throw new SinkException(List.of(file + what + Cause.of(e)), false);
    }
    if (configuration.getAppender(spool.ref()) instanceof AbstractAppender sink) {
      sink.setHandler(spool.delivery().handler());
    }
  }

  /** To where the configuration wants it. */
  void send(EventMessage message) {
    if (!message.logger().equals(lastLogger)) {
      lastLogger = message.logger();
      logger = context.getLogger(lastLogger);
    }
    Marker marker = message.marker();
    if (logger.isEnabled(message.level(), marker, message, null)) {
      logger.get().log(message.toLogEvent(marker));
    }
  }

  /** How many events some sink has given up. */
  public long givenUp() {
    return complaints.givenUp();
  }

  /** For the statistics; empty while nothing was given up. */
  public String counts() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> sink : new TreeMap<>(complaints.givenUpBySink()).entrySet()) {
      text.append(", ").append(sink.getValue()).append(" given up by sink '");
      text.append(sink.getKey()).append('\'');
    }
    return text.toString();
  }

  /** Sends what a few seconds suffice for, keeps the rest in spools, and says what became of it. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    Map<String, Appender> appenders = context.getConfiguration().getAppenders();
    // First what feeds others.
    for (Appender appender : appenders.values()) {
      if (appender instanceof Spool spool && spool.isStarted()) {
        spool.stop(STOP_SECONDS, TimeUnit.SECONDS);
        String report = spool.delivery().report();
        if (report != null) {
          remarks.accept("sink '" + spool.getName() + "': " + report);
        }
      }
    }
    context.stop(STOP_SECONDS, TimeUnit.SECONDS);
    complaints
        .givenUpBySink()
        .forEach((sink, count) -> remarks.accept("sink '" + sink + "': " + count + " given up"));
    StatusLogger.getLogger().removeListener(listener);
  }
}
