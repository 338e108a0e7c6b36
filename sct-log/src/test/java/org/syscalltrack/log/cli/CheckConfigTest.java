// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sctlog check-config: a line for each problem, with its place and a way out. */
class CheckConfigTest {
  private static final Path SAMPLES = Path.of("..", "examples", "log");

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  private void assertProblem(String name, String text, String problem) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    assertEquals(1, sctlog.run("check-config", file), sctlog.err());
    assertEquals(file + problem + "\n", sctlog.err());
    assertEquals("", sctlog.out());
  }

  /** With that appender in line 3, named "a". */
  private static String with(String appender) {
    return """
    <Configuration>
    <Appenders>
    %s
    </Appenders>
    <Loggers><Root level="all"><AppenderRef ref="a"/></Root></Loggers>
    </Configuration>
    """
        .formatted(appender);
  }

  @Test
  void theSamplesAreRight() throws IOException, GeneralSecurityException {
    Path tls = Files.createDirectory(dir.resolve("tls"));
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    for (String store : List.of("trust.p12", "key.p12")) {
      try (OutputStream out = Files.newOutputStream(tls.resolve(store))) {
        empty.store(out, "changeit".toCharArray());
      }
    }
    int count = 0;
    try (Stream<Path> samples = Files.list(SAMPLES)) {
      for (Path sample : samples.toList()) {
        if (sample.endsWith("event.schema.json")) {
          continue;
        }
        Path file = dir.resolve(sample.getFileName());
        Files.writeString(
            file,
            Files.readString(sample)
                .replace("/etc/syscalltrack/tls", tls.toString())
                .replace("/var/", dir + "/"));
        assertEquals(0, sctlog.run("check-config", file), sctlog.err());
        assertEquals("", sctlog.err());
        count++;
      }
    }
    assertTrue(count >= 9, "there is a sample for each sink");
  }

  @Test
  void anElementThatLog4jDoesNotHaveIsRefused() throws IOException {
    assertProblem(
        "a.xml",
        with("<Consol name='a'/>"),
        ":3: there is no element 'Consol'; did you mean 'Console'?");
  }

  @Test
  void anElementOfALibraryThatIsNotThereIsRefused() throws IOException {
    assertProblem(
        "a.xml",
        with("<Kafka name='a' topic='t'/>"),
        ":3: 'Kafka' needs a library that is not installed"
            + " (org.apache.kafka.clients.producer.Producer); choose another one");
  }

  @Test
  void anAttributeThatAnElementDoesNotHaveIsRefused() throws IOException {
    assertProblem(
        "a.xml",
        with("<File name='a' filName='/tmp/x'/>"),
        ":3: File has no attribute 'filName'; did you mean 'fileName'?");
    assertProblem(
        "a.xml",
        with("<Journal name='a' port='1'/>"),
        ":3: Journal has no attribute 'port'; it has name, socket");
  }

  @Test
  void aValueOfAnotherTypeIsRefused() throws IOException {
    assertProblem(
        "a.xml",
        with("<Socket name='a' port='syslog'/>"),
        ":3: Socket: port is a number, not 'syslog'");
    assertProblem(
        "a.xml",
        with("<Journal name='a'/>").replace("level=\"all\"", "level=\"loud\""),
        ":5: Root: level is a level (fatal, error, warn, info, debug, trace, all or off),"
            + " not 'loud'");
  }

  @Test
  void aReferenceToNothingIsRefused() throws IOException {
    assertProblem(
        "a.xml",
        with("<Journal name='journal'/>"),
        ":5: no appender is named 'a'; define it in Appenders");
    assertProblem(
        "a.json",
        """
        {"Configuration": {
          "Appenders": {"Journal": {"name": "journal"}},
          "Loggers": {"Root": {"level": "all",
            "AppenderRef": {"ref": "jornal"}}}}}
        """,
        ":4: no appender is named 'jornal'; did you mean 'journal'?");
    assertProblem(
        "a.properties",
        """
        appender.j.type = Journal
        appender.j.name = journal
        rootLogger.level = all
        rootLogger.appenderRef.j.ref = other
        """,
        ":4: no appender is named 'other'; define it in Appenders");
  }

  @Test
  void aCertificateThatIsNotThereIsRefused() throws IOException {
    String store = dir.resolve("none.p12").toString();
    assertProblem(
        "a.xml",
        with(
            "<Socket name='a' protocol='SSL'><SSL>\n<TrustStore location='"
                + store
                + "' password='x'/></SSL></Socket>"),
        ":4: TrustStore: the file '"
            + store
            + "' is not there or may not be read; make it with keytool or openssl");
    Files.writeString(dir.resolve("none.p12"), "-----BEGIN CERTIFICATE-----");
    assertEquals(1, sctlog.run("check-config", dir.resolve("a.xml")));
    assertTrue(sctlog.err().contains(":4: TrustStore: '" + store + "' is no PKCS12"));
  }

  @Test
  void aTemplateThatIsNotThereIsRefused() throws IOException {
    assertProblem(
        "a.xml",
        with(
            "<Console name='a'><JsonTemplateLayout eventTemplateUri='classpath:Sct.json'/>"
                + "</Console>"),
        ":3: there is no template classpath:Sct.json; ours are classpath:SctEvent.json,"
            + " SctEcs.json and SctGelf.json");
  }

  @Test
  void aSpoolSaysWhatItNeeds() throws IOException {
    assertProblem(
        "a.xml",
        with("<Journal name='a'/><Spool name='s' dir='" + dir + "' maxSize='much'/>")
            .replace("ref=\"a\"", "ref=\"s\""),
        ":3: Spool: maxSize is a size such as 64 MB, not 'much'\n"
            + dir.resolve("a.xml")
            + ":3: a Spool is for one appender: it has one AppenderRef, not 0");
  }

  @Test
  void textThatIsNoConfigurationIsRefusedAtItsPlace() throws IOException {
    Path file = dir.resolve("a.xml");
    Files.writeString(file, "<Configuration>\n<Appenders>\n</Configuration>");
    assertEquals(1, sctlog.run("check-config", file));
    assertTrue(sctlog.err().startsWith(file + ":3: this is no XML: "), sctlog.err());
    file = dir.resolve("a.json");
    Files.writeString(file, "{\"Configuration\": {\n\"Appenders\": [}");
    assertEquals(1, sctlog.run("check-config", file));
    assertTrue(sctlog.err().startsWith(file + ":2: this is no JSON: "), sctlog.err());
    assertProblem(
        "a.xml",
        "<Configuration/>",
        ":1: there is nothing in Loggers, so no event goes anywhere; add a Root with an"
            + " AppenderRef");
  }

  @Test
  void aFileThatIsNotThereIsTrouble() {
    Path file = dir.resolve("none.xml");
    assertEquals(3, sctlog.run("check-config", file));
    assertEquals(file + ": cannot be read: " + file + ": not there\n", sctlog.err());
    assertEquals(3, sctlog.run("--config", file, "-r", dir.resolve("capture")));
    assertEquals(2, sctlog.run("check-config"));
  }
}
