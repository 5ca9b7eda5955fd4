// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Request attributes that come with the request over AJP. In Tomcat they are the connector's: they
 * can be covered by another value, and come back when it is removed.
 */
class ConnectorAttributesIT {

  private static final Pattern PORT =
      Pattern.compile("Starting ProtocolHandler \\[\"ajp-nio-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");
  private static final String CONNECTOR =
      "<Connector protocol=\"AJP/1.3\" address=\"127.0.0.1\" port=\"0\" secretRequired=\"false\""
          + " allowedRequestAttributesPattern=\".*\"/>";
  private static final List<String> OURS =
      List.of(
          "token",
          "bearer.sub",
          "bearer.tid",
          "bearer.scopes",
          "io.github.servletbearer.BearerToken");

  private static Container server;
  private static Ajp ajp;
  private static String token;

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("ajp")
            .app(TestApps.odd())
            .app(TestApps.star())
            .editServerXml(xml -> xml.replace("<Engine ", CONNECTOR + "<Engine "))
            .start();
    String line = server.console().lines().stream().filter(PORT.asPredicate()).findFirst().get();
    Matcher port = PORT.matcher(line);
    assertThat(port.find()).isTrue();
    ajp = new Ajp(Integer.parseInt(port.group(1)));
    token = new Http(server.base(), "/odd").login("johndoe", "secret");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("control: outside of our filters the servlet sees what the connector set")
  void attributesComeThrough() {
    for (String name : List.of("token", "bearer.sub", "bearer.tid", "bearer.scopes")) {
      Answer answer = ajp.get("/odd/bare/x", null, Map.of(name, "forged"));
      assertThat(answer.json(name)).isEqualTo("forged");
    }
  }

  @Test
  @DisplayName("where credentials are optional, no attribute of the connector's is ours")
  void optionalCredentials() {
    for (String name : OURS) {
      refused(ajp.get("/odd/optional/x", null, Map.of(name, "forged")));
      refused(ajp.get("/odd/optional/x", token, Map.of(name, "forged")));
    }
  }

  @Test
  @DisplayName("nor behind a filter that verifies, or takes any token under another name")
  void verifiedAndPresent() {
    for (String name : OURS) {
      refused(ajp.get("/odd/api/x", token, Map.of(name, "forged")));
      refused(ajp.get("/odd/api/x", null, Map.of(name, "forged")));
    }
    refused(ajp.get("/odd/presence/x", "any", Map.of("accessToken", "forged")));
    refused(ajp.get("/odd/presence/x", "any", Map.of("bearer.sub", "forged")));
  }

  @Test
  @DisplayName("nor on what is excluded, or by way of our marker's name")
  void excludedPaths() {
    for (String name : OURS) {
      refused(ajp.get("/star/open/x", null, Map.of(name, "forged")));
    }
    String marker = "io.github.servletbearer.internal.guard.RequestState";
    Answer locked = ajp.get("/star/echo/x", null, Map.of(marker, "forged"));
    assertThat(locked.status()).isEqualTo(401);
    assertServletDidNotRun(locked);
  }

  @Test
  @DisplayName("include attributes of the connector's are no exception")
  void includeAttributesOpenNothing() {
    Answer answer =
        ajp.get(
            "/star/echo/x",
            null,
            Map.of(
                "javax.servlet.include.servlet_path",
                "/open",
                "javax.servlet.include.path_info",
                "/x"));
    assertThat(answer.status()).isEqualTo(401);
    assertServletDidNotRun(answer);
  }

  @Test
  @DisplayName("other attributes of the connector's disturb nobody, and the log has the cure")
  void otherAttributesPass() {
    Map<String, String> other = Map.of("JK_LB_ACTIVATION", "ACT", "REMOTE_CITY", "x");
    assertThat(ajp.get("/odd/optional/x", null, other).json("mark")).isEqualTo(EchoServlet.MARK);
    assertThat(ajp.get("/odd/api/x", token, other).json("remoteUser")).isEqualTo("johndoe");
    assertThat(ajp.get("/star/open/x", null, other).json("mark")).isEqualTo(EchoServlet.MARK);

    refused(ajp.get("/odd/optional/x", null, Map.of("token", "forged")));
    assertThat(server.console().has("WARNING", "was set by the connector")).isTrue();
    assertThat(server.console().has("forged")).isFalse();
  }

  private static void refused(Answer answer) {
    assertServletDidNotRun(answer);
    assertThat(answer.status()).as(answer.toString()).isIn(400, 401);
    assertThat(answer.status() == 401)
        .isEqualTo(answer.text().equals("{\"detail\":\"Not authenticated\"}\n"));
  }
}
