// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.run.PipeSource;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;

/** A command under rules. */
public final class SctProcess {
  private final Process process;
  private final SocketChannel channel;
  private final Consumer<SctEvent> listener;

  /** Null: nobody is asked. */
  private final Function<SctEvent, SctAnswer> judge;

  private final EventReader reader = new EventReader();
  private final Thread thread;

  /** What ended the events before their end; written by the thread, read when it has ended. */
  private Throwable failure;

  private SctProcess(
      Process process,
      SocketChannel channel,
      byte[] table,
      Consumer<SctEvent> listener,
      Function<SctEvent, SctAnswer> judge) {
    this.process = process;
    this.channel = channel;
    this.listener = listener;
    this.judge = judge;
    this.thread = new Thread(() -> follow(table), "events of sct_run " + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  static SctProcess start(
      ProcessBuilder builder,
      List<String> program,
      List<String> command,
      byte[] table,
      Consumer<SctEvent> listener,
      Function<SctEvent, SctAnswer> judge)
      throws IOException {
    try (Meeting meeting = Meeting.prepare(table)) {
      List<String> words = new ArrayList<>(program);
      words.addAll(List.of("--table", meeting.table(), "--peer", meeting.socket()));
      words.add("--");
      words.addAll(command);
      Process process = builder.command(words).start();
      try {
        SocketChannel channel = meeting.meet(process);
        if (channel == null) {
          throw new SctRunException(lastWords(process));
        }
        if (judge == null) {
          channel.shutdownOutput();
        }
        return new SctProcess(process, channel, table, listener, judge);
      } catch (IOException e) {
        process.destroyForcibly();
        throw e;
      }
    }
  }

  /** It has said why, unless its error output goes elsewhere. */
  private static String lastWords(Process process) throws IOException {
    String words = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    String status = "sct_run ended with status " + process.exitValue();
    return words.isBlank() ? status : words.strip() + " (" + status + ")";
  }

  private void follow(byte[] table) {
    InputStream in = Channels.newInputStream(channel);
    try (channel;
        PipeSource source = new PipeSource(in, table, SteadyClock.ofSystem().offsetNs())) {
      RecordDecoder decoder = new RecordDecoder();
      while (source.await(RecordSource.NO_OUTPUT, RecordSource.NO_TIMEOUT)
          == RecordSource.Ready.RECORDS) {
        Batch batch = source.read();
        if (batch == null) {
          return;
        }
        decoder.take(batch);
        while (decoder.hasNext()) {
          take(decoder.next());
        }
      }
      // Whoever interrupts the thread wants no more events.
      throw new InterruptedIOException("the thread of the events was interrupted");
    } catch (RecordSourceException | IOException | RuntimeException | Error e) {
      failure = e;
      // Nobody sees any more what it does.
      process.destroyForcibly();
    }
  }

  private void take(LogRecord entry) throws SctRunException, RecordSourceException {
    if (entry instanceof Event event && event.asked() != null && event.asked().isOpen()) {
      long id = event.asked().id();
      if (judge != null) {
        answer(id, judge.apply(reader.read(event)));
      }
    } else if (entry instanceof Event event) {
      listener.accept(reader.read(event));
    } else if (entry instanceof LogRecord.Malformed bytes) {
      throw new SctRunException("what sct_run writes is no record: " + bytes.problem());
    } else if (entry instanceof LogRecord.Lost gap) {
      throw new SctRunException("sct_run has lost " + gap.count() + " events");
    }
  }

  /** As the control device of the modules takes answers. */
  private void answer(long id, SctAnswer answer) {
    ByteBuffer bytes = ByteBuffer.allocate(SctAbi.ANSWER_SIZE).order(ByteOrder.nativeOrder());
    bytes.putInt(SctAbi.ANSWER_SIZE_OFFSET, SctAbi.ANSWER_SIZE);
    bytes.putLong(SctAbi.ANSWER_ID_OFFSET, id);
    bytes.put(SctAbi.ANSWER_VERDICT_OFFSET, (byte) answer.verdict().number());
    if (answer.verdict() == Verdict.FAILED) {
      bytes.putInt(SctAbi.ANSWER_ERROR_OFFSET, answer.number());
    } else if (answer.verdict() == Verdict.KILLED) {
      bytes.put(SctAbi.ANSWER_SIGNAL_OFFSET, (byte) answer.number());
    }
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // It has ended meanwhile, and the question with it; what it has written is still to be read.
      bytes.clear();
    }
  }

  /** Of sct_run: it dies when it is killed, and the command with it. Has the three streams. */
  public Process process() {
    return process;
  }

  /** As {@link Process#getOutputStream}: the command's input. */
  public OutputStream outputStream() {
    return process.getOutputStream();
  }

  /** As {@link Process#getInputStream}: the command's output. */
  public InputStream inputStream() {
    return process.getInputStream();
  }

  /** As {@link Process#getErrorStream}. */
  public InputStream errorStream() {
    return process.getErrorStream();
  }

  /**
   * Waits until the command and all that it has started has ended, and the last event was told.
   *
   * @return the command's exit status, with the meanings of sct_run(8): 125, sct_run failed; 126,
   *     it could not be executed; 127, it was not found; above 128, it was ended by a signal
   * @throws SctRunException if not all events have come; then the command was killed
   */
  public int waitFor() throws InterruptedException, SctRunException {
    thread.join();
    int status = process.waitFor();
    checkEvents();
    return status;
  }

  /**
   * Likewise, but not for ever.
   *
   * @return whether it has ended
   */
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException, SctRunException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    unit.timedJoin(thread, timeout);
    boolean ended =
        !thread.isAlive() && process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (ended) {
      checkEvents();
    }
    return ended;
  }

  private void checkEvents() throws SctRunException {
    if (failure != null) {
      throw new SctRunException("the events have not all come: " + failure.getMessage(), failure);
    }
  }

  /** The exit status of what has ended. */
  public int exitValue() {
    return process.exitValue();
  }

  /** Kills sct_run, the command, and all that it has started. */
  public void destroyForcibly() {
    process.destroyForcibly();
  }
}
