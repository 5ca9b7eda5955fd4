// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.servletbearer.it.document.DocumentedBehaviour;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hand-written document of an application whose one controller takes all {@code *.do}. */
class OpenApiFileIT {
  private static final String WRONG =
      "openapiFile names the file /WEB-INF/openapi.json of the WAR, which cannot be used: ";

  private static final ServerSpec SPEC = ServerSpec.named("openapi-file");
  private static Container server;

  @BeforeAll
  static void start() {
    String document = TestApps.orderDeskDocument();
    String ping = "\"/ping.do\"";
    String more = document.replace(ping, "\"/report/{year}\": {\"get\": {}}, " + ping);
    String comma = document.replace("\"paths\": {", "\"paths\": {,");
    String several = document.replace("\"ping\"", "\"listOrders\"").replace("/Orders\"", "/Or\"");
    server =
        SPEC.app(TestApps.orderDesk("/desk"))
            .app(TestApps.orderDesk("/desk31", "bearer.openapiVersion", "3.1.0"))
            .app(TestApps.orderDeskWith(more, "/more"))
            .app(TestApps.orderDeskWith(comma, "/comma"))
            .app(TestApps.orderDeskWith(several, "/several"))
            .app(
                TestApps.orderDesk("/missing")
                    .editWebXml(xml -> xml.replace("openapi.json</param", "gone.json</param")))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/desk", "/desk31"})
  void applicationDoesWhatItsDocumentSays(String contextPath) {
    Http app = new Http(server.base(), contextPath);
    String token = app.login("johndoe", "secret");
    JsonObject document = app.get("/openapi.json").json();

    assertThat(DocumentedBehaviour.differences(app, document, token, List.of())).isEmpty();
    assertThat(Document.of(app).names())
        .containsExactlyInAnyOrder(
            "GET /items",
            "POST /items",
            "GET /items/{number}",
            "POST /items/{number}",
            "GET /order/list.do",
            "POST /order/{action}.do",
            "GET /ping.do",
            "POST /token");
    assertThat(Document.of(app).operation("get", "/order/list.do").isLocked()).isTrue();
    assertThat(Document.of(app).operation("get", "/ping.do").isLocked()).isFalse();
    Document.of(app).assertLocksAreTrue(app);
    assertThat(app.get("/openapi.json").text())
        .contains("\"title\": \"Order desk\"", "\"2.10\"", "100000000000000000000", "1.50", "Maße");
  }

  @Test
  void whatTheFiltersDoOtherwiseIsLoggedAtTheStart() {
    assertThat(
            server
                .console()
                .has(
                    "openapiFile, GET /order/list.do, POST /order/{action}.do",
                    "requires the scheme basic, but no filter of that scheme is before it"))
        .isTrue();
  }

  @Test
  void pathThatNothingServesIsShownAndNamed() {
    Http app = new Http(server.base(), "/more");
    assertThat(
            server
                .console()
                .has("openapiFile describes /report/{year}, where no servlet or filter"))
        .isTrue();
    String token = app.login("johndoe", "secret");
    JsonObject document = app.get("/openapi.json").json();
    assertThat(DocumentedBehaviour.differences(app, document, token, List.of()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("GET /report/")
        .endsWith("is answered by 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/comma", "/several", "/missing"})
  void brokenFileStopsTheStartAndCheckSaysTheSame(String contextPath) {
    assertThat(new Http(server.base(), contextPath).get("/ping.do").status()).isEqualTo(404);
    Tool check = command("check", contextPath);
    assertThat(check.exit()).isEqualTo(1);
    List<String> lines =
        check.err().lines().map(String::strip).filter(line -> line.startsWith("SB110")).toList();
    assertThat(lines).as(check.toString()).hasSize(1);
    assertThat(server.console().has(lines.get(0))).as(lines.get(0)).isTrue();
    assertThat(command("openapi", contextPath).exit()).isEqualTo(1);
  }

  @Test
  void messagesNameThePlace() {
    assertThat(server.console().has("SB110 " + WRONG + "it is not valid JSON (line 17, column 13)"))
        .isTrue();
    assertThat(
            server
                .console()
                .has(
                    "SB110 " + WRONG,
                    "#/paths/~1ping.do/get has the same operationId as #/paths/~1order~1list.do/get",
                    "leads nowhere in this file: #/components/schemas/Or."))
        .isTrue();
    assertThat(
            server
                .console()
                .has("SB110", "/WEB-INF/gone.json of the WAR, which cannot be used: there is no"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/desk", "/desk31", "/more"})
  void commandLineMakesTheSameDocument(String contextPath) {
    Tool offline = command("openapi", contextPath);
    assertThat(offline.exit()).as(offline.toString()).isZero();
    Http app = new Http(server.base(), contextPath);
    assertThat(offline.out()).isEqualTo(app.get("/openapi.json").text());
  }

  private static Tool command(String command, String contextPath) {
    Path folder = SPEC.apps().get(contextPath);
    return Tool.servletBearer(
        Kit.emptyDirectory(Kit.target("it", "openapi-file-offline")),
        command,
        "--context-path",
        contextPath,
        folder.toString());
  }
}
