// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.CountServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** session=accept in a browser: the application's own pages, the docs page, and hostile pages. */
@ExtendWith(Stage.Shared.class)
class ApplicationLoginPageIT {
  private static final String LOGIN =
      "<!DOCTYPE html><form method=\"post\" action=\"j_security_check\">"
          + "<input id=\"u\" name=\"j_username\"><input id=\"p\" name=\"j_password\">"
          + "<button id=\"go\">Log in</button></form>";

  private static Container server;
  private static String shop;
  private static Http api;

  private final Browser browser;
  private final Stage stage;

  ApplicationLoginPageIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
  }

  @BeforeAll
  static void start() {
    WebXml xml =
        new WebXml()
            .bearer("bearer", "/api/*", "session", "accept")
            .companion()
            .servlet("count", CountServlet.class, "/api/count")
            .raw("<security-constraint><web-resource-collection>")
            .raw("<web-resource-name>x</web-resource-name><url-pattern>/private/*</url-pattern>")
            .raw("</web-resource-collection><auth-constraint><role-name>user</role-name>")
            .raw("</auth-constraint></security-constraint>\n")
            .raw("<login-config><auth-method>FORM</auth-method><form-login-config>")
            .raw("<form-login-page>/login.html</form-login-page>")
            .raw("<form-error-page>/login.html</form-error-page>")
            .raw("</form-login-config></login-config>\n")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    WebApp app =
        WebApp.at("/shop")
            .withBearer()
            .withTestClasses()
            .file("login.html", LOGIN)
            .file("private/page.html", "<!DOCTYPE html><p id=\"private\">private</p>")
            .webXml(xml.toString());
    server = ServerSpec.named("application-login-page").app(app).start();
    shop = server.base() + "/shop";
    api = new Http(server.base(), "/shop");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void logIn() {
    browser.forgetAll(server.base().toString());
    browser.open(shop + "/private/page.html");
    browser.type("#u", "johndoe");
    browser.type("#p", "secret");
    browser.click("#go");
    browser.seeText("#private", "private");
  }

  /** As a client with a token sees it. */
  private static int count() {
    return Integer.parseInt(api.getWith(api.login("alice", "secret2"), "/api/count").json("count"));
  }

  private Object status(String method) {
    return browser.evaluate(
        "fetch('" + shop + "/api/count', {method: '" + method + "'}).then(a => a.status)");
  }

  @Test
  @DisplayName("E1: pages of the application use the API by their session")
  void ownPagesUseTheSession() {
    int before = count();
    assertThat(status("GET")).isEqualTo(200L);
    assertThat(status("POST")).isEqualTo(200L);
    assertThat(count()).isEqualTo(before + 1);
    browser.forgetAll(server.base().toString());
    assertThat(status("GET")).as("logged out").isEqualTo(401L);
  }

  @Test
  @DisplayName("E1: the docs page works without a token for who is logged in")
  void docsPageUsesTheSession() {
    DocsPage docs = new DocsPage(browser, shop).open();
    assertThat(docs.mark("POST /api/count")).isEqualTo("token or login");
    for (String operation : new String[] {"GET /api/count", "POST /api/count"}) {
      docs.expand(operation);
      DocsPage.Shown shown = docs.execute(operation);
      assertThat(shown.status()).isEqualTo("200");
      assertThat(shown.body()).contains("johndoe");
    }
  }

  @ParameterizedTest
  @DisplayName(
      "CSRF: no page of another origin raises the number: of the same site, and of another")
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void hostilePagesAreRefused(String host) {
    int before = count();
    String form =
        "<form method=\"post\" action=\"" + shop + "/api/count\"><input name=\"a\"></form>";
    StaticSite site = stage.stranger().page("/csrf.html", "", form);
    browser.open(site.originAt(host) + "/csrf.html");
    for (String mode : new String[] {"no-cors", "cors"}) {
      Object sent =
          browser.evaluate(
              "fetch('"
                  + shop
                  + "/api/count', {method: 'POST', mode: '"
                  + mode
                  + "', credentials: 'include', body: 'a=b'}).then(a => a.type, e => 'blocked')");
      assertThat(sent).isEqualTo(mode.equals("cors") ? "blocked" : "opaque");
    }
    browser.evaluate("document.forms[0].submit()");
    browser.seeText("body", "does not come from a page of this origin"); // its cookie was sent
    assertThat(count()).isEqualTo(before);
  }

  @Test
  @DisplayName("CSRF: no page of another origin reads what a session may read")
  void hostilePagesReadNothing() {
    browser.open(stage.stranger().page("/csrf.html", "", "x").origin() + "/csrf.html");
    assertThat(
            browser.evaluate(
                "fetch('"
                    + shop
                    + "/api/count', {credentials: 'include'}).then(a => a.text(), e => 'blocked')"))
        .isEqualTo("blocked");
  }
}
