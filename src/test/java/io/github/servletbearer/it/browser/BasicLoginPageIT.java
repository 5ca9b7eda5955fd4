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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * session=accept with Basic: the browser keeps name and password, and adds them to the requests of
 * any page. Tomcat takes them where it asks for them, and elsewhere if its context says so.
 */
@ExtendWith(Stage.Shared.class)
class BasicLoginPageIT {
  private static final String CONSTRAINED = "/constrained";
  private static final String PREEMPTIVE = "/preemptive";
  private static final String BASIC = "Basic am9obmRvZTpzZWNyZXQ="; // johndoe:secret
  private static final String REFUSAL = "does not come from a page of this origin";

  private static Container server;

  private final Browser browser;
  private final Stage stage;

  BasicLoginPageIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
  }

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("basic-login-page")
            .app(app(CONSTRAINED, "/*"))
            .app(
                app(PREEMPTIVE, "/page.html")
                    .file("META-INF/context.xml", "<Context preemptiveAuthentication=\"true\"/>"))
            .start();
  }

  /** An application that asks for the login at this pattern. */
  private static WebApp app(String contextPath, String constrained) {
    WebXml xml =
        new WebXml()
            .bearer("bearer", "/api/*", "session", "accept")
            .companion()
            .servlet("count", CountServlet.class, "/api/count")
            .raw("<security-constraint><web-resource-collection>")
            .raw("<web-resource-name>x</web-resource-name>")
            .raw("<url-pattern>" + constrained + "</url-pattern>")
            .raw("</web-resource-collection><auth-constraint><role-name>user</role-name>")
            .raw("</auth-constraint></security-constraint>\n")
            .raw("<login-config><auth-method>BASIC</auth-method></login-config>\n")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    return WebApp.at(contextPath)
        .withBearer()
        .withTestClasses()
        .file("page.html", "<!DOCTYPE html><p id=\"page\">page</p>" + form(""))
        .webXml(xml.toString());
  }

  private static String form(String server) {
    return "<form method=\"post\" action=\"" + server + "api/count\"><input name=\"a\"></form>";
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Once with name and password in the address, and once as the browser has kept them. */
  private void logIn(String app) {
    browser.open(at(app, "/page.html").replace("://", "://johndoe:secret@"));
    browser.seeText("#page", "page");
    browser.open(at(app, "/page.html"));
    browser.seeText("#page", "page");
    browser.log().clear();
  }

  private static String at(String app, String path) {
    return server.base() + app + path;
  }

  private static int count(String app) {
    Http api = new Http(server.base(), app);
    return Integer.parseInt(api.get("/api/count", "Authorization", BASIC).json("count"));
  }

  private Object fetch(String app, String method, String mode) {
    String options = "{method: '" + method + "', mode: '" + mode + "', credentials: 'include'}";
    return browser.evaluate(
        String.format(
            "fetch('%s', %s).then(a => a.type + a.status, e => 'blocked')",
            at(app, "/api/count"), options));
  }

  @ParameterizedTest
  @DisplayName("E1: pages of the application use the API by the login, in scripts and in forms")
  @ValueSource(strings = {CONSTRAINED, PREEMPTIVE})
  void ownPagesUseTheLogin(String app) {
    logIn(app);
    int before = count(app);
    assertThat(fetch(app, "GET", "cors")).isEqualTo("basic200");
    assertThat(fetch(app, "POST", "cors")).isEqualTo("basic200");
    browser.evaluate("document.forms[0].submit()");
    browser.seeText("body", "\"user\": \"johndoe\"");
    assertThat(count(app)).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @DisplayName("CSRF: no page of another origin raises the number, by form, frame, script or image")
  @CsvSource({
    CONSTRAINED + ", 127.0.0.1",
    CONSTRAINED + ", localhost",
    PREEMPTIVE + ", 127.0.0.1",
    PREEMPTIVE + ", localhost"
  })
  void hostilePagesAreRefused(String app, String host) {
    logIn(app);
    int before = count(app);
    String hostile = form(at(app, "/")) + "<iframe name=\"frame\"></iframe>";
    StaticSite site = stage.stranger().page("/basic.html", "", hostile);
    browser.open(site.originAt(host) + "/basic.html");

    assertThat(fetch(app, "POST", "no-cors")).isEqualTo("opaque0");
    assertThat(fetch(app, "POST", "cors")).isEqualTo("blocked");
    assertThat(fetch(app, "GET", "cors")).as("what a GET answers").isEqualTo("blocked");
    browser.evaluate(loaded("new Image()", "element.src = '" + at(app, "/api/count") + "'"));
    browser.evaluate(
        loaded(
            "document.querySelector('iframe')",
            "document.forms[0].target = 'frame'; document.forms[0].submit()"));
    assertThat(count(app)).isEqualTo(before);
    browser.evaluate("document.forms[0].target = ''");
    browser.evaluate("document.forms[0].submit()");
    browser.seeText("body", REFUSAL);
    assertThat(count(app)).isEqualTo(before);

    List<String> sent =
        browser.log().requests("POST", at(app, "/api/count")).stream()
            .map(request -> request.headers().getOrDefault("authorization", "none"))
            .toList();
    boolean isSameSite = host.equals("127.0.0.1");
    String embedded = isSameSite ? BASIC : "none"; // Chromium keeps logins apart by site
    assertThat(sent).containsExactly(embedded, embedded, embedded, BASIC);
  }

  /** Does something, and waits until the element has loaded, or has failed to. */
  private static String loaded(String element, String action) {
    return String.format(
        "new Promise(done => { const element = %s;"
            + " element.onload = element.onerror = () => done(true); %s; })",
        element, action);
  }
}
