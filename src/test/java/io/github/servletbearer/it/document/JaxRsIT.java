// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Frameworks;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Applications of JAX-RS do what their documents say, and the documents have all that the
 * implementations list of themselves.
 */
@Tag("long")
class JaxRsIT {
  static final List<FrameworkApp> APPS = JaxRsApps.ALL;

  private static final ServerSpec SPEC = ServerSpec.named("jaxrs");
  private static Container server;

  @BeforeAll
  static void start() {
    for (FrameworkApp app : APPS) {
      if (Frameworks.isThere(app.framework())) {
        SPEC.app(app.build());
      }
    }
    server = SPEC.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @FieldSource("APPS")
  void doesWhatItsDocumentSays(FrameworkApp app) {
    Frameworks.require(app.framework());
    Http http = new Http(server.base(), app.contextPath());
    String token = http.login("johndoe", "secret");
    List<String> mappings = mappings(http, token, app);
    assertThat(mappings).hasSizeGreaterThan(8);
    Answer document = http.get("/openapi.json");
    // What is behind locators, no listing has but CXF's.
    assertThat(document.json().getAsJsonObject("paths").keySet())
        .contains(
            app.base() + "/items/{id}/reviews/{number}", app.base() + "/items/{id}/related/{kind}");
    assertThat(DocumentedBehaviour.differences(http, document.json(), token, mappings)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("APPS")
  void aDocumentThatLacksAPathIsFoundOut(FrameworkApp app) {
    Frameworks.require(app.framework());
    Http http = new Http(server.base(), app.contextPath());
    String token = http.login("johndoe", "secret");
    JsonObject document = http.get("/openapi.json").json();
    document.getAsJsonObject("paths").remove(app.base() + "/items");

    assertThat(DocumentedBehaviour.differences(http, document, token, mappings(http, token, app)))
        .contains(
            "GET " + app.base() + "/items is mapped, and not documented",
            "POST " + app.base() + "/items is mapped, and not documented");
  }

  @ParameterizedTest
  @FieldSource("APPS")
  void hasTheSameDocumentBeforeItRuns(FrameworkApp app) {
    Frameworks.require(app.framework());
    Path folder = SPEC.apps().get(app.contextPath());
    Path empty = Kit.emptyDirectory(Kit.target("it", "jaxrs-offline"));
    Tool offline =
        Tool.servletBearer(
            empty, "openapi", "--context-path", app.contextPath(), folder.toString());
    assertThat(offline.exit()).as(offline.toString()).isZero();
    Http http = new Http(server.base(), app.contextPath());
    assertThat(offline.out()).isEqualTo(http.get("/openapi.json").text());
  }

  /** What the implementation says that it serves. */
  private static List<String> mappings(Http http, String token, FrameworkApp app) {
    Answer listing = http.getWith(token, app.listing());
    assertThat(listing.status()).as(listing.toString()).isEqualTo(200);
    if (!app.framework().startsWith("resteasy")) {
      return Wadl.mappings(listing.text(), app.contextPath());
    }
    List<String> mappings = new ArrayList<>();
    for (String line : listing.text().lines().toList()) {
      String path = line.substring(line.indexOf(' ') + 1);
      mappings.add(
          line.substring(0, line.indexOf(' '))
              + " "
              + app.base()
              + (path.startsWith("/") ? "" : "/")
              + path);
    }
    return mappings;
  }
}
