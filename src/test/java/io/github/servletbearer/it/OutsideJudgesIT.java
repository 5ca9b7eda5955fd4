// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Linters and converters that were written without us: not one error, not one warning. */
@ExtendWith(JudgedDocuments.Shared.class)
class OutsideJudgesIT {

  static final List<String> DOCUMENTS = JudgedDocuments.names();

  private final JudgedDocuments documents;

  OutsideJudgesIT(JudgedDocuments documents) {
    this.documents = documents;
  }

  private List<String> arguments(String... before) {
    List<String> arguments = new ArrayList<>(List.of(before));
    arguments.addAll(documents.files());
    return arguments;
  }

  @Test
  @DisplayName("Redocly CLI: no error and no warning on any document")
  void redoclyIsContent() {
    Tool redocly = Judges.npm("redocly", arguments("lint", "--format=json"));

    JsonStreamParser verdicts = new JsonStreamParser(redocly.out()); // one for each document
    assertThat(verdicts).toIterable().hasSameSizeAs(DOCUMENTS).allSatisfy(OutsideJudgesIT::isClean);
    assertThat(redocly.exit()).as(redocly.toString()).isZero();
  }

  @Test
  @DisplayName("Redocly CLI and Spectral: nothing on the demo by their stock rules, none left out")
  void stockRulesAreKept() {
    List<String> demos =
        DOCUMENTS.stream()
            .filter(name -> name.startsWith("demo"))
            .map(name -> documents.file(name).toString())
            .toList();
    assertThat(demos).hasSize(3);
    List<String> lint = new ArrayList<>(demos);
    lint.addAll(0, List.of("lint", "--config=redocly-stock.yaml", "--format=json"));
    Tool redocly = Judges.npm("redocly", lint);
    assertThat(new JsonStreamParser(redocly.out()))
        .toIterable()
        .hasSameSizeAs(demos)
        .allSatisfy(OutsideJudgesIT::isClean);
    List<String> rules = new ArrayList<>(demos);
    rules.addAll(0, List.of("lint", "--ruleset=spectral-stock.yaml", "--fail-severity=hint"));
    Tool spectral = Judges.npm("spectral", rules);
    assertThat(spectral.exit()).as(spectral.toString()).isZero();
  }

  private static void isClean(JsonElement verdict) {
    assertThat(verdict.getAsJsonObject().getAsJsonArray("problems")).isEmpty();
  }

  @Test
  @DisplayName("Spectral: no error and no warning on any document")
  void spectralIsContent() {
    String verdict = "spectral.json";
    Path file = Judges.npm().resolve(verdict);
    Tool spectral =
        Judges.npm(
            "spectral",
            arguments("lint", "--ruleset=spectral.yaml", "--format=json", "--output=" + verdict));

    assertThat(spectral.exit()).as(spectral.toString()).isIn(0, 1);
    List<JsonElement> results = Document.parse(Kit.read(file)).getAsJsonArray().asList();
    assertThat(results.stream().filter(this::isOnWhatIsThere)).isEmpty();
  }

  /** Spectral decodes the percent signs of a path, and misses all at a path that nobody has. */
  private boolean isOnWhatIsThere(JsonElement result) {
    List<JsonElement> steps = result.getAsJsonObject().getAsJsonArray("path").asList();
    if (steps.size() < 2 || !steps.get(0).getAsString().equals("paths")) {
      return true;
    }
    String path = steps.get(1).getAsString();
    return DOCUMENTS.stream().anyMatch(name -> documents.document(name).hasPath(path));
  }

  @ParameterizedTest
  @DisplayName("openapi-generator: valid, and nothing to recommend")
  @FieldSource("DOCUMENTS")
  void openApiGeneratorIsContent(String name) {
    Path generatorJar = Judges.openApiGenerator();
    Tool generator =
        Tool.run(
            generatorJar.getParent(),
            List.of(
                "java",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                generatorJar.toString(),
                "validate",
                "--recommend",
                "-i",
                documents.file(name).toString()));

    assertThat(generator.exit()).as(generator.toString()).isZero();
    assertThat(generator.out()).contains("No validation issues detected.");
  }

  @ParameterizedTest
  @DisplayName("Postman: its collection has each operation, and authorization where a lock is")
  @FieldSource("DOCUMENTS")
  void postmanMapsTheLocks(String name) {
    Path collection = Kit.target("judges", name + ".postman.json");
    Tool converter =
        Judges.npm(
            "openapi2postmanv2",
            List.of("-s", documents.file(name).toString(), "-o", collection.toString()));

    assertThat(converter.exit()).as(converter.toString()).isZero();
    Map<String, JsonElement> authorizations = new TreeMap<>();
    JsonObject json = Document.parse(Kit.read(collection)).getAsJsonObject();
    collect(json.getAsJsonArray("item"), authorizations);
    Document document = documents.document(name);
    assertThat(authorizations.keySet())
        .containsExactlyInAnyOrderElementsOf(
            document.names().stream().map(OutsideJudgesIT::inPostman).toList());
    for (Document.Operation operation : document.operations()) {
      JsonElement authorization = authorizations.get(inPostman(operation.toString()));
      if (operation.isLocked()) {
        assertThat(type(authorization)).as("%s", operation).isIn("oauth2", "bearer");
      } else if (operation.security() == null) {
        assertThat(type(authorization)).as("%s", operation).isEqualTo("noauth");
      }
      if (name.equals("demo-public") && operation.isLocked()) {
        assertThat(authorization.toString())
            .contains("password_credentials", JudgedDocuments.PUBLIC_URL + "/token");
      }
    }
  }

  /** The way in which a collection writes a path: a parameter is a whole step, or a variable. */
  private static String inPostman(String operation) {
    return operation.replaceAll("/\\{([^}]+)}(?=/|$)", "/:$1").replaceAll("\\{([^}]+)}", "{{$1}}");
  }

  private static String type(JsonElement authorization) {
    return authorization.isJsonNull()
        ? "noauth"
        : authorization.getAsJsonObject().get("type").getAsString();
  }

  private static void collect(JsonArray items, Map<String, JsonElement> authorizations) {
    for (JsonElement element : items) {
      JsonObject item = element.getAsJsonObject();
      if (item.has("item")) {
        collect(item.getAsJsonArray("item"), authorizations);
      } else {
        JsonObject request = item.getAsJsonObject("request");
        List<String> path = new ArrayList<>();
        request
            .getAsJsonObject("url")
            .getAsJsonArray("path")
            .forEach(step -> path.add(step.getAsString()));
        JsonElement auth = request.has("auth") ? request.get("auth") : JsonNull.INSTANCE;
        authorizations.put(
            request.get("method").getAsString() + " /" + String.join("/", path), auth);
      }
    }
  }
}
