// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertInsufficientScope;
import static io.github.servletbearer.it.Refusals.assertInvalidToken;
import static io.github.servletbearer.it.Refusals.assertNotAuthenticated;
import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static io.github.servletbearer.it.TestApps.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.RelayServlet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a request comes to a servlet: mapped, forwarded, included, later, failed. */
@ExtendWith(SharedServer.class)
class DispatchIT {

  private final Http odd;
  private final Http site;
  private final Http star;
  private String token;

  DispatchIT(Container server) {
    odd = new Http(server.base(), "/odd");
    site = new Http(server.base(), "/site");
    star = new Http(server.base(), "/star");
  }

  @BeforeEach
  void logIn() {
    token = odd.login("johndoe", "secret");
  }

  private void assertSeesJohn(Answer answer, String dispatcherType) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json("dispatcherType")).isEqualTo(dispatcherType);
    assertThat(answer.json("token")).isEqualTo(token);
    assertThat(answer.json("remoteUser")).isEqualTo("johndoe");
    assertThat(answer.json("principal")).isEqualTo("johndoe");
    assertThat(answer.json("inRoleUser")).isEqualTo("true");
    assertThat(answer.json("inRoleAdmin")).isEqualTo("false");
    assertThat(answer.json("authType")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @DisplayName("PD-1 path, extension, servlet-name and context-root mappings are covered")
  @ValueSource(strings = {"/api", "/api/", "/api/x/y", "/a.sec", "/bare/a.sec", "/byname/x", "/"})
  void everyKindOfMappingIsCovered(String path) {
    assertNotAuthenticated(odd.get(path), REALM);
    assertSeesJohn(odd.getWith(token, path), "REQUEST");
  }

  @Test
  @DisplayName("PD-3 a forward from an open servlet to a covered one needs the token")
  void forwardIsCovered() {
    assertNotAuthenticated(odd.get("/open/forward?to=/api/x"), REALM);
    assertSeesJohn(odd.getWith(token, "/open/forward?to=/api/x"), "FORWARD");
  }

  @Test
  @DisplayName("PD-3 a forward to a servlet by its name needs the token")
  void namedDispatcherIsCovered() {
    assertNotAuthenticated(odd.get("/open/named?to=named"), REALM);
    assertSeesJohn(odd.getWith(token, "/open/named?to=named"), "FORWARD");
  }

  @Test
  @DisplayName("PD-3 a forward from covered to covered keeps the user")
  void forwardWithinTheLockKeepsTheUser() {
    assertSeesJohn(odd.getWith(token, "/api/relay/forward?to=/api/x"), "FORWARD");
    assertSeesJohn(odd.getWith(token, "/api/relay/forward?to=/api/wrapped/x"), "FORWARD");
  }

  @Test
  @DisplayName("PD-3 a forward to a path with another requirement is judged again")
  void forwardToAnotherRequirementIsJudged() {
    assertInsufficientScope(odd.getWith(token, "/api/relay/forward?to=/admin/x"), REALM, "admin");
    assertInsufficientScope(odd.getWith(token, "/open/forward?to=/admin/x"), REALM, "admin");

    String admin = odd.login("alice", "secret2");
    Answer allowed = odd.getWith(admin, "/api/relay/forward?to=/admin/x");
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.json("remoteUser")).isEqualTo("alice");
  }

  @Test
  @DisplayName("PD-3 a forward from presence to verified tokens is judged again")
  void presenceDoesNotCountElsewhere() {
    Answer presence = odd.getWith("anything", "/presence/relay/forward?to=/presence/x");
    assertThat(presence.status()).isEqualTo(200);
    assertThat(presence.json("accessToken")).isEqualTo("anything");

    assertInvalidToken(odd.getWith("anything", "/presence/relay/forward?to=/api/x"), REALM);
  }

  @Test
  @DisplayName("PD-3 an include of a covered servlet needs the token, else ServletException")
  void includeIsCovered() {
    Answer allowed = odd.getWith(token, "/open/include?to=/api/x");
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.text())
        .startsWith(RelayServlet.AROUND)
        .contains(EchoServlet.MARK, "\"dispatcherType\": \"INCLUDE\"", token)
        .endsWith(RelayServlet.AROUND + "\n");

    Answer refused = odd.get("/open/include-caught?to=/api/x");
    assertThat(refused.status()).isEqualTo(200);
    assertThat(refused.text())
        .isEqualTo(RelayServlet.AROUND + "\ncaught javax.servlet.ServletException\n");
    assertThat(refused.has("WWW-Authenticate")).isFalse();
  }

  @Test
  @DisplayName("PD-3 an include into a response that is on its way neither runs nor writes 401")
  void includeAfterCommitIsStopped() {
    String transcript = odd.rawText("GET /odd/open/include-late?to=/api/x HTTP/1.1");

    assertThat(transcript)
        .startsWith("HTTP/1.1 200")
        .contains(RelayServlet.AROUND)
        .doesNotContain(EchoServlet.MARK)
        .doesNotContain("Not authenticated");
  }

  @Test
  @DisplayName("PD-4 an asynchronous dispatch keeps the user, wrapped or not")
  void asyncDispatchKeepsTheUser() {
    assertNotAuthenticated(odd.get("/api/async/dispatch?to=/api/x"), REALM);
    assertSeesJohn(odd.getWith(token, "/api/async/dispatch?to=/api/x"), "ASYNC");
    assertSeesJohn(odd.getWith(token, "/api/async/stay?to=/api/x"), "ASYNC");
  }

  @Test
  @DisplayName("PD-4 attribute and user are there on another thread")
  void otherThreadSeesTheUser() {
    assertSeesJohn(odd.getWith(token, "/api/async/thread"), "REQUEST");
  }

  @Test
  @DisplayName("PD-4 an asynchronous dispatch to another requirement is judged again")
  void asyncDispatchToAnotherRequirementIsJudged() {
    assertInsufficientScope(odd.getWith(token, "/api/async/dispatch?to=/admin/x"), REALM, "admin");
  }

  @Test
  @DisplayName("exclude: an open page hands nobody on to a locked one")
  void excludedPageDoesNotOpenOthers() {
    assertNotAuthenticated(star.get("/open/relay/forward?to=/echo/x"), "star");
    assertNotAuthenticated(star.get("/open/async/dispatch?to=/echo/x"), "star");
    Answer include = star.get("/open/relay/include-caught?to=/echo/x");
    assertThat(include.text()).contains("caught javax.servlet.ServletException");
    assertServletDidNotRun(include);
  }

  @ParameterizedTest
  @DisplayName("exclude: a servlet that is called by its name has no path that could be excluded")
  @ValueSource(
      strings = {
        "/open/relay/named?to=secret",
        "/open/relay/include-named?to=secret",
        "/open/relay/forward?to=/open/relay/named%3Fto=secret",
        "/open/relay/forward?to=/open/relay/include-named%3Fto=secret",
        "/open/relay/include?to=/open/relay/named%3Fto=secret",
        "/open/relay/include?to=/open/relay/include-named%3Fto=secret",
        "/open/async/dispatch?to=/open/relay/named%3Fto=secret"
      })
  void servletCalledByNameIsLocked(String path) {
    String transcript = star.rawText("GET /star" + path + " HTTP/1.1");

    assertThat(transcript).startsWith("HTTP/1.1 ").doesNotContain(EchoServlet.MARK);
    String allowed =
        star.rawText(
            "GET /star" + path + " HTTP/1.1",
            "Authorization: Bearer " + star.login("johndoe", "secret"));
    assertThat(allowed).as("control").contains(EchoServlet.MARK);
  }

  @Test
  @DisplayName("exclude: an open page may forward to, include and dispatch to open ones")
  void excludedPagesWorkTogether() {
    assertThat(star.get("/open/relay/forward?to=/open/x").json("dispatcherType"))
        .isEqualTo("FORWARD");
    assertThat(star.get("/open/async/dispatch?to=/open/x").json("dispatcherType"))
        .isEqualTo("ASYNC");
    assertThat(star.get("/open/relay/include-caught?to=/open/x").text())
        .contains(EchoServlet.MARK)
        .doesNotContain("caught javax");
  }

  @Test
  @DisplayName("exclude: a locked page is open to nobody because it includes an open one")
  void lockedPageStaysLocked() {
    assertNotAuthenticated(star.get("/relay/forward?to=/open/x"), "star");
    assertNotAuthenticated(star.get("/relay/include?to=/open/x"), "star");
  }

  @Test
  @DisplayName("PD-3 a refusal after the answer has begun stops the servlet and writes nothing")
  void refusalAfterCommitIsSilent() {
    String transcript =
        odd.rawText(
            "GET /odd/api/async/late?to=/admin/x HTTP/1.1", "Authorization: Bearer " + token);

    assertThat(transcript)
        .startsWith("HTTP/1.1 200")
        .contains(RelayServlet.AROUND)
        .doesNotContain(EchoServlet.MARK)
        .doesNotContain("insufficient_scope");
  }

  @Test
  @DisplayName("PD-7 the user survives wrappers of other filters")
  void userSurvivesOtherWrappers() {
    assertSeesJohn(odd.getWith(token, "/api/wrapped/x"), "REQUEST");
  }

  @Test
  @DisplayName("PD-3 the error page of a covered servlet sees the token; its status stays")
  void errorPageKeepsTheUser() {
    String siteToken = site.login("johndoe", "secret");
    for (String query : new String[] {"?status=404", ""}) {
      Answer answer = site.getWith(siteToken, "/api/fail" + query);

      assertThat(answer.status()).isEqualTo(query.isEmpty() ? 500 : 404);
      assertThat(answer.json("servlet")).isEqualTo("error-page");
      assertThat(answer.json("dispatcherType")).isEqualTo("ERROR");
      assertThat(answer.json("token")).isEqualTo(siteToken);
      assertThat(answer.json("remoteUser")).isEqualTo("johndoe");
    }
  }

  @Test
  @DisplayName("PD-3 a covered error page does not run for a stranger")
  void errorPageIsCovered() {
    for (String path : new String[] {"/open/fail?status=404", "/open/fail", "/nowhere"}) {
      Answer answer = site.get(path);
      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertServletDidNotRun(answer);
    }
  }

  @Test
  @DisplayName("E8 an anonymous 404 or 500 stays one, where the filter is mapped for ERROR")
  void statusOfErrorsStays() {
    assertThat(site.get("/open/fail?status=404").status()).isEqualTo(404);
    assertThat(site.get("/nowhere").status()).isEqualTo(404);
    assertThat(site.get("/nowhere").json("detail")).isEqualTo("Not Found");
    assertThat(site.get("/open/fail").status()).isEqualTo(500);
    assertThat(site.get("/open/fail").has("WWW-Authenticate")).isFalse();
  }

  @Test
  @DisplayName("PD-1 welcome files behind the filter need the token")
  void welcomeFilesAreCovered() {
    String siteToken = site.login("johndoe", "secret");

    assertThat(site.get("/area/").status()).isEqualTo(401);
    assertThat(site.get("/area/index.html").status()).isEqualTo(401);
    assertThat(site.getWith(siteToken, "/area/").status()).isEqualTo(200);

    Answer refused = site.get("/wel/");
    assertThat(refused.status()).isEqualTo(401);
    assertServletDidNotRun(refused);
    Answer allowed = site.getWith(siteToken, "/wel/");
    assertThat(allowed.json("servlet")).isEqualTo("sec");
    assertThat(allowed.json("token")).isEqualTo(siteToken);
  }

  @Test
  @DisplayName("PD-1 JSPs and static files behind the filter need the token")
  void pagesAreCovered() {
    String siteToken = site.login("johndoe", "secret");

    assertThat(site.get("/area/page.jsp").status()).isEqualTo(401);
    assertThat(site.getWith(siteToken, "/area/page.jsp").text().trim())
        .isEqualTo("token=" + siteToken);
    assertThat(site.getWith(siteToken, "/area/index.html").text())
        .isEqualTo("the area's welcome page");
  }
}
