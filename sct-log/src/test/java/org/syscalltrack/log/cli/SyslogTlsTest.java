// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To a real rsyslogd over TLS, which ends in the middle of a flood and is started again. */
class SyslogTlsTest {
  private static final int EVENTS = 2000;
  private static final int AWAY_MS = 700;

  @TempDir Path dir;
  private SinkRun run;
  private Path out;
  private int port;
  private Process server;

  @BeforeEach
  void setUp() throws IOException, InterruptedException {
    run = new SinkRun(dir);
    out = dir.resolve("messages");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    certificates();
    Files.writeString(dir.resolve("rsyslog.conf"), configuration());
    startServer();
  }

  @AfterEach
  void stopServer() throws InterruptedException {
    server.destroy();
    if (!server.waitFor(10, TimeUnit.SECONDS)) {
      server.destroyForcibly().waitFor();
    }
  }

  private void command(String... words) throws IOException, InterruptedException {
    Path said = dir.resolve("said");
    Process process =
        new ProcessBuilder(words)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> String.join(" ", words) + read(said));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A CA, what it signed for localhost, and another CA that has nothing to do with that. */
  private void certificates() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    String key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    for (String ca : List.of("ca", "other")) {
      openssl("req -x509 %s -keyout %s.key -out %s.pem -subj /CN=%s", key, ca, ca, ca);
      trust(ca);
    }
    openssl("req %s -keyout server.key -out server.csr -subj /CN=localhost", key);
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem"
            + " -extfile names");
  }

  /** As keytool -importcert does. */
  private void trust(String ca) throws IOException {
    try (InputStream in = Files.newInputStream(dir.resolve(ca + ".pem"));
        OutputStream out = Files.newOutputStream(dir.resolve(ca + ".p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      store.store(out, "changeit".toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void openssl(String words, Object... values) throws IOException, InterruptedException {
    command(("openssl " + words.formatted(values)).split(" "));
  }

  private String configuration() {
    return """
    global(workDirectory="%1$s" maxMessageSize="64k"
      defaultNetstreamDriverCAFile="%1$s/ca.pem"
      defaultNetstreamDriverCertFile="%1$s/server.pem"
      defaultNetstreamDriverKeyFile="%1$s/server.key")
    module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1"
      streamDriver.authMode="anon")
    input(type="imtcp" port="%2$d" address="127.0.0.1")
    template(name="raw" type="string" string="%%rawmsg%%\\n")
    action(type="omfile" file="%1$s/messages" template="raw")
    """
        .formatted(dir, port);
  }

  private void startServer() throws IOException, InterruptedException {
    server =
        new ProcessBuilder(
                "/usr/sbin/rsyslogd", "-n", "-f", "rsyslog.conf", "-i", dir + "/rsyslog.pid")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("rsyslogd.said").toFile())
            .start();
    SinkRun.await(
        () -> {
          assertTrue(server.isAlive(), () -> read(dir.resolve("rsyslogd.said")));
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  private Path config(String trust) throws IOException {
    String syslog =
        """
        <Syslog name="tls" format="RFC5424" protocol="SSL" host="localhost" port="%d"
            appName="sctlog" newLine="true" includeMDC="false" facility="AUTHPRIV"
            reconnectionDelayMillis="50" connectTimeoutMillis="5000">
          <SSL verifyHostName="true">
            <TrustStore location="%s" password="changeit" type="PKCS12"/>
          </SSL>
        </Syslog>
        """;
    return run.config(
        run.spooled(syslog.formatted(port, dir.resolve(trust)), "again=\"1 MB\""), "spool");
  }

  @Test
  void nothingIsLostWhenTheServerIsAwayForAWhile() throws IOException, InterruptedException {
    run.record(EVENTS / 100, 100);
    CompletableFuture<Void> trouble =
        CompletableFuture.runAsync(
            () -> {
              try {
                SinkRun.await(() -> read(out).length() > 50_000);
                stopServer();
                Thread.sleep(AWAY_MS);
                startServer();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Path config = config("ca.p12");
    assertEquals(0, run.send(config), run.sctlog.err());
    trouble.join();
    assertEquals(0, run.sendWaiting(config), run.sctlog.err());
    stopServer();
    String text = read(out);
    SinkRun.assertAllInOrder(EVENTS, SinkRun.numbers(text));
    assertTrue(text.startsWith("<86>1 20"), text.substring(0, 200));
    assertTrue(text.contains("[sct@32473 "), text.substring(0, 200));
  }

  @Test
  void aCertificateOfAnotherCaIsRefusedAndNothingLost() throws IOException, InterruptedException {
    run.record(1, 10);
    assertEquals(0, run.send(config("other.p12")));
    String err = run.sctlog.err();
    assertTrue(err.contains("sctlog: sink 'spool': TLS: "), err);
    assertTrue(err.contains("see its TrustStore, KeyStore and host name; events are kept in"), err);
    assertEquals(2, err.lines().count(), err);
    assertEquals(0, run.sendWaiting(config("ca.p12")), run.sctlog.err());
    stopServer();
    assertEquals(0, SinkRun.assertAllInOrder(10, SinkRun.numbers(read(out))));
  }
}
