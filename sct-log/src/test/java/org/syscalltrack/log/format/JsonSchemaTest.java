// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Kind;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/**
 * What is printed is what examples/log/event.schema.json says, and nothing else: a member that is
 * not in there fails here.
 */
class JsonSchemaTest {
  private static final Path SCHEMA = Path.of("../examples/log/event.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULES =
      """
      rule { syscall_name = unlink rule_name = r when = before
             priority = err tags = (a, "b") description = "what it is"
             action { type = LOG log_format {%params} } }
      """;

  private final Schema schema = strict();
  private final Generations generations = new Generations(Trace.silent());

  private static Schema strict() {
    try {
      JsonNode published = JSON.readTree(SCHEMA.toFile());
      for (JsonNode definition : published.get("$defs")) {
        if (definition.has("properties")) {
          ((ObjectNode) definition).put("additionalProperties", false);
        }
      }
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(published);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void areRight(Records records, String rules, Look look) {
    RecordDecoder decoder = Recorded.under(Tables.compiled(rules)).decoder(records.bytes());
    JsonFormatter formatter = new JsonFormatter(generations, look);
    while (decoder.hasNext()) {
      Bytes out = new Bytes();
      try {
        formatter.format(decoder.next(), out);
        assertEquals(List.of(), errors(out.toString()), out.toString());
      } catch (RecordSourceException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<Error> errors(String line) throws IOException {
    return schema.validate(JSON.readTree(line));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A value of the type, of as many bytes as it must have. */
  private static byte[] any(Type type) {
    return Event.isInteger(type)
        ? new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}
        : type == Type.IP ? new byte[16] : new byte[] {'a', -1, 0};
  }

  @Test
  void eachTypeOfValue() {
    Records records = new Records();
    for (Type type : Type.values()) {
      records
          .event(1, 0, 1)
          .field(Var.PARAMS, 1, type, 0, any(type))
          .field(Var.PARAMS, 2, type, Event.isInteger(type) ? 0 : SctAbi.FIELD_CUT, any(type))
          .field(Var.PARAMS, 3, type, SctAbi.FIELD_FAULT, new byte[0])
          .field(Var.PARAMS, 4, type, SctAbi.FIELD_NULL, new byte[0]);
    }
    areRight(records, RULES, Look.PLAIN);
  }

  @Test
  void eachVariable() {
    Records records = new Records().event(1, 0, 1);
    for (Var var : Var.values()) {
      if (var != Var.PARAMS) {
        Type type = var.kind() == Kind.STR ? Type.STR : Type.S64;
        records.field(var, 0, type, 0, any(type));
      }
    }
    areRight(records, RULES, Look.PLAIN);
  }

  @Test
  void lists() {
    areRight(
        new Records()
            .event(1, 0, 1)
            .list(2, 0, 2, 3, utf8("a\0b"))
            .list(3, SctAbi.FIELD_CUT | SctAbi.FIELD_MORE, 9, 30, new byte[] {'a', 0, -1})
            .list(4, 0, 0, 0, new byte[0]),
        RULES,
        Look.PLAIN);
  }

  @Test
  void eachOutcome() {
    Records records = new Records().lost(1, 17, 5);
    for (Verdict verdict : Verdict.values()) {
      records.event(1, 0, 1).verdict(verdict, -1).suppressed(12, 34);
    }
    for (Abi abi : Abi.values()) {
      records.event(1, 0, 1).call(abi, 10).after(-2).flags(SctAbi.EVENT_UNREADABLE);
      records.event(99, 3, 6).call(abi, 5000);
    }
    areRight(records.raw(new byte[8]), RULES, Look.PLAIN);
    assertEquals(2, Phase.values().length);
  }

  @Test
  void whatIsWrongIsSeen() throws IOException {
    for (Map.Entry<String, String> wrong :
        Map.of("\"v\":2", "\"v\":1", "\"count\":17", "\"count\":\"17\"", "lost", "loss")
            .entrySet()) {
      String right =
          "{\"type\":\"lost\",\"v\":2,\"cpu\":1,\"lane\":0,\"seq\":0,\"time_ns\":5,"
              + "\"time\":\"\",\"epoch_ns\":\"5\",\"id\":\"1-0-0\",\"count\":17}";
      assertEquals(List.of(), errors(right));
      assertFalse(errors(right.replace(wrong.getKey(), wrong.getValue())).isEmpty());
    }
  }
}
