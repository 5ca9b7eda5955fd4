// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInvalidToken;
import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.AsyncServlet;
import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.RelayServlet;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** openMethods, forwardAuthorization and reportOnly on a real Tomcat. */
class FilterSettingsIT {
  private static final String REALM = "shop";

  private static Container server;
  private static Http hidden;
  private static Http reads;
  private static Http trial;

  private static WebApp app(String contextPath, String setting, String value) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.realm", REALM)
            .bearer("bearer", "/api/*", setting, value)
            .companion()
            .servlet("echo", EchoServlet.class, "/api/*")
            .servlet("relay", RelayServlet.class, "/open/*", "/api/relay/*")
            .servlet("async", AsyncServlet.class, "/api/async/*")
            .raw(
                "<servlet><servlet-name>linked</servlet-name><servlet-class>"
                    + EchoServlet.class.getName()
                    + "</servlet-class><security-role-ref><role-name>mgr</role-name>"
                    + "<role-link>user</role-link></security-role-ref></servlet><servlet-mapping>"
                    + "<servlet-name>linked</servlet-name><url-pattern>/api/linked/*"
                    + "</url-pattern></servlet-mapping>\n")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("filter-settings")
            .app(app("/hidden", "forwardAuthorization", "false"))
            .app(app("/reads", "openMethods", "GET"))
            .app(app("/trial", "reportOnly", "true"))
            .start();
    hidden = new Http(server.base(), "/hidden");
    reads = new Http(server.base(), "/reads");
    trial = new Http(server.base(), "/trial");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @DisplayName("E4, E6: the header is hidden and the user known, however the servlet is reached")
  @ValueSource(
      strings = {
        "/api/x",
        "/open/forward?to=/api/x",
        "/api/relay/forward?to=/api/x",
        "/api/async/dispatch?to=/api/x",
        "/api/async/stay?to=/api/x",
        "/api/async/thread",
        "/api/async/original",
        "/api/async/listener"
      })
  void headerIsHiddenOnEveryWay(String path) {
    String token = hidden.login("johndoe", "secret");
    assertNotAuthenticated(hidden.get(path), REALM);
    Answer answer = hidden.getWith(token, path);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json("token")).isEqualTo(token);
    assertThat(answer.json("remoteUser")).isEqualTo("johndoe");
    assertThat(answer.json("authType")).isEqualTo("Bearer");
    assertThat(answer.json("authorization")).isNull();
    assertThat(answer.json("headerNames").toLowerCase(Locale.ROOT))
        .contains("user-agent")
        .doesNotContain("authorization");
  }

  @Test
  @DisplayName("E4: and under an include")
  void headerIsHiddenUnderInclude() {
    String token = hidden.login("johndoe", "secret");
    assertThat(hidden.getWith(token, "/open/include?to=/api/x").text())
        .contains(EchoServlet.MARK, "johndoe")
        .doesNotContain("Bearer " + token);
    assertThat(reads.getWith(reads.login("johndoe", "secret"), "/api/x").json("authorization"))
        .as("control")
        .startsWith("Bearer ");
  }

  @Test
  @DisplayName("E7: a security-role-ref is followed, for its own servlet alone")
  void roleReferencesAreFollowed() {
    String token = hidden.login("johndoe", "secret");
    assertThat(hidden.getWith(token, "/api/linked/x").json("inRoleMgr")).isEqualTo("true");
    assertThat(hidden.getWith(token, "/api/x").json("inRoleMgr")).isEqualTo("false");
    assertThat(hidden.getWith(token, "/api/linked/x").json("inRoleUser")).isEqualTo("true");
  }

  @ParameterizedTest
  @DisplayName("E2: reads are public, and everything else is locked")
  @CsvSource({
    "GET, 200",
    "HEAD, 200",
    "POST, 401",
    "PUT, 401",
    "DELETE, 401",
    "OPTIONS, 401",
    "get, 401",
    "PROPFIND, 401",
    "TRACE, 405"
  })
  void readsArePublic(String method, int status) {
    Answer answer = reads.raw(method + " /reads/api/x HTTP/1.1");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.has(EchoServlet.RAN)).isEqualTo(status == 200);
  }

  @Test
  @DisplayName("E2: a bad token is refused by an open method, too, and a good one is known")
  void tokensAreJudged() {
    assertInvalidToken(reads.getWith("bad", "/api/x"), REALM);
    assertThat(reads.get("/api/x").json("token")).isNull();
    String token = reads.login("johndoe", "secret");
    assertThat(reads.getWith(token, "/api/x").json("remoteUser")).isEqualTo("johndoe");
    assertThat(reads.get("/open/forward?to=/api/x").json("dispatcherType")).isEqualTo("FORWARD");
  }

  @ParameterizedTest
  @DisplayName("E3: nothing is refused, not even what no filter of ours would pass")
  @CsvSource({
    "GET /trial/api/x, -",
    "POST /trial/api/x, -",
    "GET /trial/api/x, Bearer bad",
    "GET /trial/api/x, Bearer: bad",
    "GET /trial/api/x, 'Bearer a, b'",
    "GET /trial/api//x, -",
    "GET /trial/api/async/dispatch?to=/api/x, -",
    "GET /trial/open/forward?to=/api/x, Bearer bad"
  })
  void nothingIsRefused(String request, String header) {
    Answer answer =
        header.equals("-")
            ? trial.raw(request + " HTTP/1.1")
            : trial.raw(request + " HTTP/1.1", "Authorization: " + header);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json("mark")).isEqualTo(EchoServlet.MARK);
    assertThat(answer.json("token")).isNull();
    assertThat(answer.json("remoteUser")).isNull();
    assertThat(answer.has("WWW-Authenticate")).isFalse();
  }

  @Test
  @DisplayName("E3: a valid token works already; report, log and document say what is so")
  void trialIsReported() {
    String token = trial.login("johndoe", "secret");
    assertThat(trial.getWith(token, "/api/x").json("remoteUser")).isEqualTo("johndoe");
    trial.get("/api/x");
    assertThat(server.console().text())
        .contains("SB307", "report only /api/* (echo) by bearer [verify issued; refuses nothing]");
    String line = "reportOnly: 1 request would have been refused: 1 ";
    server.console().waitFor(each -> each.contains(line), Duration.ofSeconds(20));
    assertThat(trial.get("/openapi.json").text()).doesNotContain("\"OAuth2PasswordBearer\": []");
  }
}
