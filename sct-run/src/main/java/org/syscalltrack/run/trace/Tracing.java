// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.syscalltrack.device.Libc;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.run.PipeSource;
import org.syscalltrack.run.Rules;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.Trace;
import org.syscalltrack.tool.UsageException;

/** The other half of sctrace: makes the rules, then shows what comes of them. */
public final class Tracing {
  private static final int OK = 0;
  private static final int WRONG = 1;
  private static final int USAGE = 2;
  private static final int TROUBLE = 3;

  /** So long must nothing happen for calls to be shown as unfinished. */
  private static final int IDLE_MS = 200;

  private final Supplier<Libc> libc;

  /**
   * @param libc has the system's words for errors
   */
  public Tracing(Supplier<Libc> libc) {
    this.libc = libc;
  }

  /**
   * Runs it.
   *
   * @param in records, from when the table has been taken
   * @param table gets the compiled rules, then is closed; nothing if they are wrong
   * @param err messages, and lines if no file was named for them
   */
  public int run(String[] args, InputStream in, OutputStream table, OutputStream err) {
    PrintStream messages = new PrintStream(err, true);
    try {
      TraceOptions options = TraceOptions.parse(args);
      Compilation compilation = Rules.compile(TraceRules.of(options), "sctrace");
      for (Diagnostic d : compilation.diagnostics()) {
        if (!compilation.isGood()) {
          messages.print(DiagnosticPrinter.print(d));
        }
      }
      if (!compilation.isGood()) {
        return WRONG;
      }
      try (TraceOutput out = TraceOutput.open(options.target(), err)) {
        table.write(compilation.bytes());
        table.close();
        show(options, in, compilation.bytes(), out);
        return OK;
      }
    } catch (UsageException e) {
      messages.println("sctrace: " + e.getMessage() + " (try 'sctrace --help')");
      return USAGE;
    } catch (RecordSourceException e) {
      messages.println("sctrace: " + e.getMessage());
      return TROUBLE;
    } catch (IOException e) {
      messages.println("sctrace: cannot write the output: " + e.getMessage());
      return TROUBLE;
    }
  }

  private void show(TraceOptions options, InputStream in, byte[] table, TraceOutput out)
      throws RecordSourceException, IOException {
    SteadyClock clock = SteadyClock.ofSystem();
    Generations generations = new Generations(Trace.silent());
    Decoder names = new Decoder(errno -> libc.get().message(errno));
    RecordDecoder decoder = new RecordDecoder();
    TraceLines lines = new TraceLines(options, decoder, generations, names, clock.zone());
    Bytes text = new Bytes();
    try (PipeSource source = new PipeSource(in, table, clock.offsetNs())) {
      boolean more = true;
      while (more) {
        if (source.await(RecordSource.NO_OUTPUT, IDLE_MS) == RecordSource.Ready.RECORDS) {
          Batch batch = source.read();
          more = batch != null;
          if (more) {
            engine(options, decoder, text);
            out.say(text);
            decoder.take(batch);
          }
          while (decoder.hasNext()) {
            LogRecord record = decoder.next();
            lines.format(record, text);
            out.put(record, text);
          }
        } else {
          waiting(lines, text, out);
        }
        out.flush();
      }
    }
    if (options.attached()) {
      waiting(lines, text, out);
    }
    lines.end(text);
    out.put(TraceOutput.NO_TASK, text);
    out.flush();
  }

  private static void waiting(TraceLines lines, Bytes text, TraceOutput out)
      throws RecordSourceException, IOException {
    for (int tid : lines.waiting()) {
      lines.waits(tid, text);
      out.put(tid, text);
    }
  }

  /** Says by what the calls are seen, once it is seen that they are. */
  private static void engine(TraceOptions options, RecordDecoder decoder, Bytes text) {
    boolean isFirst = !decoder.hasBegun();
    if (isFirst && options.quiet() == 0 && options.sum() != TraceOptions.Sum.ONLY) {
      text.put("sctrace: by ").put(options.attached() ? "ptrace" : "seccomp and ptrace");
      text.put(", without the kernel modules\n");
    }
  }
}
