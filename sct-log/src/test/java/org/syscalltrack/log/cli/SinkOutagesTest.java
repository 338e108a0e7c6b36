// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink goes away in the middle of a flood and comes back later: with a spool, nothing is missing
 * and all is in order.
 */
class SinkOutagesTest {
  static {
    // The server of the JDK would answer each request 40 ms late.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int EVENTS = 2000;
  private static final int AWAY_MS = 700;
  private static final String JSON =
      "<JsonTemplateLayout eventTemplateUri=\"classpath:SctEvent.json\"/>";

  @TempDir Path dir;
  private SinkRun run;
  private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void setUp() {
    run = new SinkRun(dir);
    run.record(EVENTS / 100, 100);
  }

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger binds = new AtomicInteger();

  private List<Integer> numbers() {
    return SinkRun.numbers(String.join("\n", arrived));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path config(String sink) throws IOException {
    return run.config(run.spooled(sink, ""), "spool");
  }

  private Path overTcp(int port) throws IOException {
    return config(
        "<Socket name=\"tcp\" host=\"127.0.0.1\" port=\"%d\" reconnectionDelayMillis=\"50\">"
                .formatted(port)
            + JSON
            + "</Socket>");
  }

  /** Sends all while somebody troubles the sink, then what is left over. */
  private void sendAll(Path config, CompletableFuture<Void> trouble) {
    assertEquals(0, run.send(config), run.sctlog.err());
    String first = run.sctlog.err();
    trouble.join();
    assertEquals(0, run.sendWaiting(config), first + run.sctlog.err());
    assertEquals(-1, (first + run.sctlog.err()).indexOf("given up"), first);
  }

  /**
   * A server of lines that breaks its connection after so many of them, and is away for a while.
   */
  private CompletableFuture<Void> lineServer(int port, int breakAfter, AtomicBoolean end) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            serve(port, breakAfter);
            Thread.sleep(AWAY_MS);
            do {
              serve(port, Integer.MAX_VALUE);
            } while (!end.get());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void serve(int port, int most) throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      binds.incrementAndGet();
      try (Socket socket = server.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        String line;
        for (int i = 0; i < most && (line = lines.readLine()) != null; i++) {
          arrived.add(line);
        }
      }
    }
  }

  @Test
  void tcp() throws IOException, InterruptedException {
    int port = freePort();
    AtomicBoolean end = new AtomicBoolean();
    CompletableFuture<Void> server = lineServer(port, EVENTS / 4, end);
    Path config = overTcp(port);
    run.send(config);
    String first = run.sctlog.err();
    SinkRun.await(() -> binds.get() > 1);
    end.set(true);
    run.sendWaiting(config);
    server.join();
    int again = SinkRun.assertAllInOrder(EVENTS, numbers());
    // What may have been on its way comes again, and no more: the server saw that much before.
    assertTrue(again <= EVENTS / 4, again + " came again\n" + first);
  }

  /** No later event fails, then, to tell that the connection is gone. */
  @Test
  void aServerThatGoesWhileNothingIsSentGetsItAgain() throws IOException {
    int events = 20;
    assertEquals(0, run.sctlog.run("-n", events, "-r", run.capture, "--json"));
    int bytes = run.sctlog.out().length();
    int port = freePort();
    AtomicBoolean end = new AtomicBoolean();
    CompletableFuture<Void> server =
        CompletableFuture.runAsync(
            () -> {
              try {
                takeWithoutReading(port, bytes);
                do {
                  serve(port, Integer.MAX_VALUE);
                } while (!end.get());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    run.sctlog.add(0, 1, events);
    run.sctlog.log.whenDry =
        () -> {
          try {
            SinkRun.await(() -> numbers().contains(events - 1));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          end.set(true);
        };
    Path config = overTcp(port);
    assertEquals(0, run.sctlog.run("--config", config), run.sctlog.err());
    server.join();
    assertEquals(0, SinkRun.assertAllInOrder(events, numbers()));
    assertTrue(run.sctlog.err().contains(" of them again"), run.sctlog.err());
  }

  /** What the kernel has taken for a server that ends then is lost. */
  private static void takeWithoutReading(int port, int bytes)
      throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      try (Socket socket = server.accept()) {
        SinkRun.await(
            () -> {
              try {
                return socket.getInputStream().available() >= bytes;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
    }
  }

  @Test
  void http() throws IOException {
    int port = freePort();
    HttpServer[] server = {httpServer(port)};
    CompletableFuture<Void> trouble =
        CompletableFuture.runAsync(
            () -> {
              try {
                SinkRun.await(() -> arrived.size() > 100);
                server[0].stop(0);
                Thread.sleep(AWAY_MS);
                server[0] = httpServer(port);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    sendAll(
        config(
            "<Http name=\"http\" url=\"http://127.0.0.1:%d/\" readTimeoutMillis=\"5000\">%s</Http>"
                .formatted(port, JSON)),
        trouble);
    server[0].stop(0);
    int again = SinkRun.assertAllInOrder(EVENTS, numbers());
    assertTrue(again <= 1, "one at most was taken without an answer: " + again);
  }

  private HttpServer httpServer(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          // Now and then it has no time, as servers do.
          if (requests.incrementAndGet() % 500 != 0) {
            arrived.add(new String(body, StandardCharsets.UTF_8).strip());
            exchange.sendResponseHeaders(201, -1);
          } else {
            exchange.sendResponseHeaders(503, -1);
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void program() throws IOException {
    Path out = dir.resolve("out");
    Path program = dir.resolve("program");
    // The first one ends after some events, what it has not read being lost.
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ -e %1$s ] && exec cat >>%1$s
        head -n 500 >%1$s
        exit 1
        """
            .formatted(out));
    assertTrue(program.toFile().setExecutable(true));
    Path config = config("<Program name=\"p\" command=\"" + program + "\">" + JSON + "</Program>");
    sendAll(config, CompletableFuture.completedFuture(null));
    String text = Files.readString(out);
    SinkRun.assertAllInOrder(EVENTS, SinkRun.numbers(text));
  }

  @Test
  void journal() throws IOException, InterruptedException {
    Path socket = dir.resolve("socket");
    Path out = dir.resolve("out");
    Files.writeString(out, "");
    Process first = journal(socket, out, EVENTS / 8);
    CompletableFuture<Void> trouble =
        CompletableFuture.runAsync(
            () -> {
              try {
                first.waitFor();
                Thread.sleep(AWAY_MS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Path config = config("<Journal name=\"journal\" socket=\"%s\"/>".formatted(socket));
    assertEquals(0, run.send(config), run.sctlog.err());
    trouble.join();
    Process second = journal(socket, out, EVENTS);
    assertEquals(0, run.sendWaiting(config), run.sctlog.err());
    second.destroy();
    second.waitFor();
    String text = Files.readString(out);
    assertEquals(0, SinkRun.assertAllInOrder(EVENTS, SinkRun.numbers(text.toLowerCase())));
    assertTrue(text.contains("\nSCT_RULE=rule0\n"), "the fields are there");
    assertTrue(text.contains("\nPRIORITY=6\n"));
    assertTrue(text.startsWith("MESSAGE=one 0\n"), text.substring(0, 200));
  }

  /** As journald does: takes so many datagrams, and writes them down. */
  private Process journal(Path socket, Path out, int most) throws IOException {
    String program =
        """
        import os, socket, sys
        path = sys.argv[1]
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind(path)
        print("ready", flush=True)
        with open(sys.argv[2], "ab", buffering=0) as out:
            for i in range(int(sys.argv[3])):
                out.write(s.recv(1 << 20) + b"\\n")
            os.unlink(path)
            s.setblocking(False)
            try:
                while True:
                    out.write(s.recv(1 << 20) + b"\\n")
            except BlockingIOError:
                pass
        """;
    Process python =
        new ProcessBuilder("python3", "-c", program, socket.toString(), out.toString(), "" + most)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    new BufferedReader(new InputStreamReader(python.getInputStream())).readLine();
    return python;
  }
}
