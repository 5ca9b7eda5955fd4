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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Applications of Spring MVC do what their documents say, and the documents have all that Spring
 * lists of its mappings.
 */
@Tag("long")
class SpringMvcIT {
  static final List<FrameworkApp> APPS = SpringMvcApps.ALL;

  /** A server for each version of Spring, which takes its time to start. */
  private static final Map<String, Container> SERVERS = new HashMap<>();

  private static Container start(String framework) {
    ServerSpec spec =
        ServerSpec.named(framework)
            .jvmOption("--add-opens=java.base/java.lang=ALL-UNNAMED"); // CGLIB of old versions
    APPS.stream()
        .filter(each -> each.framework().equals(framework))
        .forEach(each -> spec.app(each.build()));
    return spec.start();
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(Container::close);
  }

  @ParameterizedTest
  @FieldSource("APPS")
  void doesWhatItsDocumentSays(FrameworkApp app) {
    Http http = http(app);
    String token = http.login("johndoe", "secret");
    List<String> mappings = mappings(http, token, app);
    assertThat(mappings).hasSizeGreaterThan(15);
    JsonObject document = http.get("/openapi.json").json();
    assertThat(DocumentedBehaviour.differences(http, document, token, mappings)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("APPS")
  void aDocumentThatLacksAPathIsFoundOut(FrameworkApp app) {
    Http http = http(app);
    String token = http.login("johndoe", "secret");
    JsonObject document = http.get("/openapi.json").json();
    String path = app.listing().replace("/mappings", "/echo");
    assertThat(document.getAsJsonObject("paths").remove(path)).isNotNull();

    List<String> mappings = mappings(http, token, app);
    assertThat(DocumentedBehaviour.differences(http, document, token, mappings))
        .singleElement()
        .asString()
        .endsWith(" " + path + " is mapped, and not documented");
  }

  @ParameterizedTest
  @FieldSource("APPS")
  void hasTheSameDocumentBeforeItRuns(FrameworkApp app) {
    Http http = http(app);
    Tool offline = offline("openapi", app);
    assertThat(offline.exit()).as(offline.toString()).isZero();
    if (app.equals(SpringMvcApps.REGISTERED)) {
      assertThat(offline.out()).doesNotContain("/items");
    } else {
      assertThat(offline.out()).isEqualTo(http.get("/openapi.json").text());
    }
  }

  private static Http http(FrameworkApp app) {
    Frameworks.require(app.framework());
    Container server = SERVERS.computeIfAbsent(app.framework(), SpringMvcIT::start);
    return new Http(server.base(), app.contextPath());
  }

  private static Tool offline(String command, FrameworkApp app) {
    Path folder = Kit.target("it-apps", app.framework(), Kit.fileName(app.contextPath()));
    return Tool.servletBearer(
        Kit.emptyDirectory(Kit.target("it", "spring-mvc-offline")),
        command,
        "--context-path",
        app.contextPath(),
        folder.toString());
  }

  /** What Spring says that it serves, below the context root. */
  private static List<String> mappings(Http http, String token, FrameworkApp app) {
    Answer listing = http.getWith(token, app.listing());
    assertThat(listing.status()).as(listing.toString()).isEqualTo(200);
    List<String> mappings = new ArrayList<>();
    for (String line : listing.text().lines().toList()) {
      int space = line.indexOf(' ');
      String path = line.substring(space + 1);
      // Spring 3.0 lists each path three times, with the variants that it takes, too; a path with
      // an extension takes no other.
      boolean isVariant = path.endsWith("/") || path.endsWith(".*");
      boolean isElsewhere = app.lock().equals("*.do") && path.matches(".*\\.(?!do$)[a-z]+");
      if (!isVariant && !isElsewhere) {
        mappings.add(line.substring(0, space) + " " + documented(path, app));
      }
    }
    return mappings;
  }

  /** The path below the context root, as documents have it. */
  private static String documented(String path, FrameworkApp app) {
    String parameter = path.replaceAll("/\\*+(?=$|\\.)", "/{rest}");
    return path.endsWith(".do") ? parameter : app.listing().replace("/mappings", parameter);
  }
}
