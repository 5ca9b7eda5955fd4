// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every document must hold, be the application as odd as it may. */
@ExtendWith(JudgedDocuments.Shared.class)
class DocumentRulesIT {

  static final List<String> DOCUMENTS = JudgedDocuments.names();

  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");

  /** Names that would show the reader what the application is built with, and not what it does. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "javax\\.|jakarta\\.|java\\.(lang|util|io)\\.|org\\.apache|io\\.swagger"
              + "|io\\.github\\.servletbearer|@[0-9a-f]{6,8}\\b|[A-Za-z]Exception\\b");

  private final JudgedDocuments documents;

  DocumentRulesIT(JudgedDocuments documents) {
    this.documents = documents;
  }

  @ParameterizedTest
  @DisplayName("swagger-parser resolves it to the last reference without a message")
  @FieldSource("DOCUMENTS")
  void swaggerParserIsContent(String name) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setResolveFully(true);
    var result = new OpenAPIV3Parser().readContents(documents.text(name), null, options);

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).isNotEmpty();
  }

  @ParameterizedTest
  @DisplayName("each requirement names a scheme of the document, and scopes that the scheme has")
  @FieldSource("DOCUMENTS")
  void requirementsAreDeclared(String name) {
    Document document = documents.document(name);
    for (Document.Operation operation : document.operations()) {
      JsonArray security = operation.security();
      for (JsonElement requirement : security == null ? new JsonArray() : security) {
        requirement
            .getAsJsonObject()
            .asMap()
            .forEach((scheme, scopes) -> assertDeclared(document, operation, scheme, scopes));
      }
    }
  }

  private static void assertDeclared(
      Document document, Document.Operation operation, String schemeName, JsonElement scopes) {
    JsonObject scheme = document.scheme(schemeName);
    assertThat(scheme).as("%s: the scheme %s", operation, schemeName).isNotNull();
    Set<String> declared = new TreeSet<>();
    if (scheme.has("flows")) {
      for (JsonElement flow : scheme.getAsJsonObject("flows").asMap().values()) {
        declared.addAll(flow.getAsJsonObject().getAsJsonObject("scopes").keySet());
      }
    }
    for (JsonElement scope : scopes.getAsJsonArray()) {
      assertThat(declared)
          .as("%s: scopes of %s", operation, schemeName)
          .contains(scope.getAsString());
    }
  }

  @ParameterizedTest
  @DisplayName("each lock is enforced by the server, and what is shown open is open")
  @FieldSource("DOCUMENTS")
  void locksAreTrue(String name) {
    documents.document(name).assertLocksAreTrue(documents.app(name));
  }

  @ParameterizedTest
  @DisplayName("each reference leads to something in the document")
  @FieldSource("DOCUMENTS")
  void referencesResolve(String name) {
    JsonObject root = documents.document(name).json();
    List<String> dangling = new ArrayList<>();
    visit(
        root,
        (key, value) -> {
          if (key.equals("$ref") && !resolves(root, value.getAsString())) {
            dangling.add(value.getAsString());
          }
        });

    assertThat(dangling).isEmpty();
  }

  /** Follows a JSON pointer (RFC 6901) in a fragment. */
  private static boolean resolves(JsonObject root, String reference) {
    if (!reference.startsWith("#/")) {
      return false;
    }
    JsonElement here = root;
    for (String step : reference.substring(2).split("/", -1)) {
      String key = step.replace("~1", "/").replace("~0", "~");
      if (!here.isJsonObject() || !here.getAsJsonObject().has(key)) {
        return false;
      }
      here = here.getAsJsonObject().get(key);
    }
    return true;
  }

  @ParameterizedTest
  @DisplayName("operation ids are unique and can be names in a program")
  @FieldSource("DOCUMENTS")
  void operationIdsAreUnique(String name) {
    List<String> ids =
        documents.document(name).operations().stream()
            .map(operation -> operation.json().get("operationId").getAsString())
            .toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z_][A-Za-z0-9_.-]*"));
  }

  @ParameterizedTest
  @DisplayName("a path declares its parameters, all of them and no other; no two paths are alike")
  @FieldSource("DOCUMENTS")
  void pathParametersAreDeclared(String name) {
    Document document = documents.document(name);
    for (Document.Operation operation : document.operations()) {
      List<String> declared = new ArrayList<>();
      Set<String> places = new TreeSet<>();
      JsonArray parameters = operation.json().getAsJsonArray("parameters");
      for (JsonElement element : parameters == null ? new JsonArray() : parameters) {
        JsonObject parameter = parameter(document, element.getAsJsonObject());
        String in = parameter.get("in").getAsString();
        String called = parameter.get("name").getAsString();
        assertThat(places.add(in + " " + called)).as("%s: %s twice", operation, called).isTrue();
        if (in.equals("path")) {
          assertThat(parameter.get("required").getAsBoolean()).as("%s", operation).isTrue();
          declared.add(called);
        }
      }
      List<String> named = new ArrayList<>();
      Matcher matcher = PATH_PARAMETER.matcher(operation.path());
      while (matcher.find()) {
        named.add(matcher.group(1));
      }
      assertThat(declared).as("%s", operation).containsExactlyInAnyOrderElementsOf(named);
    }
    assertThat(document.json().getAsJsonObject("paths").keySet())
        .extracting(path -> PATH_PARAMETER.matcher(path).replaceAll("{}"))
        .doesNotHaveDuplicates();
  }

  /** The parameter itself, or the component that it refers to. */
  private static JsonObject parameter(Document document, JsonObject parameter) {
    JsonElement reference = parameter.get("$ref");
    return reference == null
        ? parameter
        : document
            .json()
            .getAsJsonObject("components")
            .getAsJsonObject("parameters")
            .getAsJsonObject(reference.getAsString().replace("#/components/parameters/", ""));
  }

  @ParameterizedTest
  @DisplayName("the text names no class of the platform, the container or ours, and no address")
  @FieldSource("DOCUMENTS")
  void internalsAreNotShown(String name) {
    List<String> found = new ArrayList<>();
    Matcher matcher = INTERNALS.matcher(documents.text(name));
    while (matcher.find()) {
      found.add(matcher.group());
    }

    assertThat(found).isEmpty();
    assertThat(documents.text(name))
        .doesNotContain("127.0.0.1", documents.app(name).host(), System.getProperty("user.dir"));
  }

  @ParameterizedTest
  @DisplayName("no text, list or object is empty where that would say nothing")
  @FieldSource("DOCUMENTS")
  void nothingIsEmpty(String name) {
    List<String> empty = new ArrayList<>();
    visit(
        documents.document(name).json(),
        (key, value) -> {
          boolean says = !Set.of("schema", "items", "scopes", "{}").contains(key);
          boolean nothing =
              value.isJsonNull()
                  || value.isJsonPrimitive() && value.getAsString().isEmpty()
                  || value.isJsonObject() && value.getAsJsonObject().isEmpty() && says;
          if (nothing && Set.of("description", "summary", "tags", "content").contains(key)) {
            empty.add(key);
          }
        });

    assertThat(empty).isEmpty();
  }

  private static void visit(JsonElement element, BiConsumer<String, JsonElement> visitor) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(each -> visit(each, visitor));
    } else if (element.isJsonObject()) {
      for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
        visitor.accept(entry.getKey(), entry.getValue());
        visit(entry.getValue(), visitor);
      }
    }
  }

  @Test
  @DisplayName("the library's words arrive as they were written, and its secrets do not")
  void wordsArrive() {
    Document library = documents.document("library");
    String text = library.json().toString();

    assertThat(library.names())
        .contains(
            "GET /books/{isbn}/{chapter}",
            "PUT /books/{number}",
            "POST /{action}.do",
            "PATCH /mend",
            "GET /",
            "GET /plain/exact",
            "GET /plain/inner",
            "GET /gro%C3%9Fe%20b%C3%BCcher/100%25");
    assertThat(text.toLowerCase(Locale.ROOT))
        .doesNotContain("secret\"", "top-secret", "alsosecret", "notwritten", "/unnamed");
    assertThat(library.operation("get", "/shop/catalogue").json().get("summary").getAsString())
        .isEqualTo("Größe, Maß & Gewicht: \"alle\" <Bücher> \\ 100 % ✓ <script>alert(1)</script>");
    assertThat(library.operation("post", "/shop/catalogue").json().get("deprecated").getAsBoolean())
        .isTrue();
    JsonArray optional = library.operation("get", "/v1/catalogue").security();
    assertThat(optional).hasSize(2).contains(new JsonObject());
  }
}
