package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors use knows the words that {@code check} knows, and no other. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A word that nothing is like, wherever a mapping has words of its own. */
  private static final String EVERYWHERE =
      """
      subject: people
      zzzzzz: 1
      sources:
        a:
          path: a.csv
          zzzzzz: 1
          format: {zzzzzz: 1}
          columns:
            id: {type: integer, zzzzzz: 1, number: {zzzzzz: 1}, on_invalid: {zzzzzz: 1}}
          rules: {r: {check: id > 1, zzzzzz: 1}}
          unique: {key: [id], zzzzzz: 1}
          references: {r: {columns: [id], to: a, key: [id], zzzzzz: 1}}
          quarantine: {at_most: 5, zzzzzz: 1}
        c: {path: c.csv, format: {type: csv, zzzzzz: 1}, columns: {id: {type: integer}}}
        j: {path: c.json, format: {type: json, zzzzzz: 1}, columns: {id: {type: integer}}}
        p: {path: c.parquet, format: {type: parquet, zzzzzz: 1}, columns: {id: {type: integer}}}
      views:
        v: {reads: [a], sql: select 1, zzzzzz: 1, columns: {id: {type: integer, zzzzzz: 1}}}
      dimensions:
        dim_a: {from: a, natural_key: [id], zzzzzz: 1, bridge: {b: {array: x, element: y, zzzzzz: 1}}}
      facts:
        fact_a:
          from: a
          grain: [id]
          date: {column: id, zzzzzz: 1}
          zzzzzz: 1
          dimensions: {a_key: {to: dim_a, by: [id], zzzzzz: 1}}
          measures: {m: {sql: id, zzzzzz: 1}}
          bridge: {b: {array: x, element: y, zzzzzz: 1}}
      marts:
        mart_a: {grain: [id], date: id, zzzzzz: 1, reach: {zzzzzz: 1}, columns: {id: {type: integer, zzzzzz: 1}}}
      """;

  private static final Pattern UNKNOWN =
      Pattern.compile("line \\d+:(?: (\\S+):)? unknown key 'zzzzzz'\\. Known here: ([^.]*)\\.");

  private static String text;
  private static JsonNode schema;

  @TempDir Path folder;

  @org.junit.jupiter.api.BeforeAll
  static void printed() throws JsonProcessingException {
    text = Project.at(Folders.temporary("schema")).run("schema").out();
    schema = JSON.readTree(text);
  }

  @Test
  void knowsTheWordsThatCheckKnows() {
    Folders.write(folder.resolve("db/people/people.yaml"), EVERYWHERE);
    String said = Project.at(folder).run("check", "people").err();
    Map<String, Set<String>> known = new TreeMap<>();
    for (MatchResult found : UNKNOWN.matcher(said).results().toList()) {
      known.put(
          found.group(1) == null ? "" : found.group(1),
          new TreeSet<>(List.of(found.group(2).split(", "))));
    }
    assertThat(known).as(said).hasSize(EVERYWHERE.split("zzzzzz", -1).length - 1);
    known.forEach(
        (path, words) -> assertThat(words(path)).as("words of '%s'", path).isEqualTo(words));
  }

  /** What the schema lets stand at a place, of which names that a person chooses are a part. */
  private static Set<String> words(String path) {
    JsonNode at = schema;
    for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
      JsonNode named = object(at).path("properties").path(step);
      at = named.isMissingNode() ? object(at).path("additionalProperties") : named;
    }
    JsonNode place = object(at);
    Set<String> words = new TreeSet<>();
    place.path("properties").fieldNames().forEachRemaining(words::add);
    String type =
        Map.of("sources.c.format", "csv", "sources.j.format", "json", "sources.p.format", "parquet")
            .getOrDefault(path, "");
    for (JsonNode rule : place.path("allOf")) {
      if (rule.at("/if/properties/type/const").asText().equals(type)) {
        JsonNode names = rule.path("then").path("propertyNames");
        names.path("not").path("enum").forEach(word -> words.remove(word.asText()));
        if (names.has("enum")) {
          words.retainAll(texts(names.path("enum")));
        }
      }
    }
    return words;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Of several shapes, the mapping. */
  private static JsonNode object(JsonNode node) {
    if (node.has("$ref")) {
      return object(schema.at(node.path("$ref").asText().substring(1)));
    }
    for (JsonNode one : node.path("anyOf")) {
      if (object(one).path("type").asText().equals("object")) {
        return object(one);
      }
    }
    return node;
  }

  static Stream<Path> specs() throws IOException {
    List<Path> specs = new ArrayList<>();
    for (String place :
        List.of("db", "bench/db", "src/test/resources/cases/load", "src/test/resources/areas")) {
      try (Stream<Path> files = Files.walk(Project.ROOT.resolve(place))) {
        files.filter(file -> file.toString().endsWith(".yaml")).forEach(specs::add);
      }
    }
    return specs.stream();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void takesTheSpecsThatAreLoaded(Path spec) throws JsonProcessingException {
    assertThat(problems(Folders.read(spec))).isEmpty();
  }

  @Test
  void refusesWhatCheckRefuses() throws JsonProcessingException {
    String spec = Folders.read(Project.ROOT.resolve("db/edtech/edtech.yaml"));
    assertThat(problems(spec.replaceFirst("type: integer", "type: int"))).isNotEmpty();
    assertThat(problems(spec.replaceFirst("natural_key", "naturalkey"))).isNotEmpty();
    assertThat(problems(spec.replaceFirst("grain: \\[", "grain: x["))).isNotEmpty();
  }

  private static List<String> problems(String yaml) throws JsonProcessingException {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    Schema compiled =
        SchemaRegistry.withDefaultDialect(com.networknt.schema.dialect.Dialects.getDraft202012())
            .getSchema(text);
    return compiled.validate(JSON.writeValueAsString(read), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
