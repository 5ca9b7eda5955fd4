// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Http;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo's frontend on another origin than its API, by plain fetch. */
@ExtendWith(Stage.Shared.class)
class FrontendIT {

  /** More wrong passwords than one address has, sent without asking for permission. */
  private static final String HOSTILE =
      """
      Promise.all(Array.from({length: 60}, (_, i) => fetch('API/token', {
        method: 'POST', mode: 'no-cors',
        body: new URLSearchParams({username: 'visitor' + i, password: 'wrong'})
      }))).then(sent => document.getElementById('done').textContent = sent.length + ' sent')
      """;

  private final Stage stage;
  private final Browser browser;
  private final String api;

  FrontendIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
    api = stage.demoContext();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  private void open(StaticSite site) {
    browser.open(site.origin() + "/");
    browser.type("#api", api);
  }

  private void logIn(String username, String password) {
    browser.type("#username", username);
    browser.type("#password", password);
    browser.click("#login");
  }

  @Test
  @DisplayName("logs in, calls, logs out")
  void allowedOriginCanUseTheApi() {
    open(stage.frontend());
    logIn("johndoe", "secret");
    browser.seeText("#status", "Logged in as johndoe");
    assertThat(browser.see("#left").getText()).contains("min");

    browser.click("#load");
    browser.seeText("#items", "Cordless drill");
    assertThat(browser.all("#items tr")).hasSizeGreaterThanOrEqualTo(3);

    browser.click("#logout");
    browser.seeText("#status", "Not logged in");
    assertThat(browser.all("#items tr")).isEmpty();
    browser.click("#load");
    browser.seeText("#error", "Not authenticated");

    // The browser did ask first, for Authorization is no header that it sends unasked.
    assertThat(browser.log().requests("OPTIONS", api + "/api/items")).isNotEmpty();
    assertThat(browser.log().requests())
        .allMatch(each -> each.url().startsWith(api) || each.url().startsWith(origin()))
        .noneMatch(each -> each.headers().containsKey("cookie"));
    assertNoErrors(browser.log(), "401 " + api + "/api/items");
  }

  @Test
  @DisplayName("CO-2: a page may set and read the named headers, and no others")
  void headersAreThoseThatAreNamed() {
    open(stage.frontend());
    assertThat(call("traceparent")).isEqualTo("401 Bearer ");
    assertThat(call("x-other")).isEqualTo("TypeError");
  }

  /** What a call with this header can read: the status, a header that is named, one that is not. */
  private String call(String header) {
    String script =
        """
        fetch('API/api/items', {headers: {'HEADER': '1'}}).then(
            answer => [answer.status, answer.headers.get('WWW-Authenticate').split(' ')[0],
                answer.headers.get('X-Content-Type-Options')].join(' '),
            error => error.name)
        """;
    return (String) browser.evaluate(script.replace("API", api).replace("HEADER", header));
  }

  private String origin() {
    return stage.frontend().origin() + "/";
  }

  @Test
  @DisplayName("a wrong password is told in the server's words")
  void wrongPasswordIsTold() {
    open(stage.frontend());
    logIn("nobody-at-the-frontend", "wrong");

    browser.seeText("#error", "Incorrect username or password");
    browser.seeText("#status", "Not logged in");
    assertNoErrors(browser.log(), "400 " + api + "/token");
  }

  @Test
  @DisplayName("another address of the API: the token of the first is forgotten")
  void otherApiLogsOut() {
    open(stage.frontend());
    logIn("johndoe", "secret");
    browser.seeText("#status", "Logged in as johndoe");

    browser.type("#api", stage.rootContext());
    browser.see("#username").click();
    browser.seeText("#status", "Not logged in");
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("a page of another site uses up no logins")
  void hostilePageLocksNobodyOut() {
    StaticSite site = stage.stranger().page("/hostile.html", "", "<p id=\"done\"></p>");
    for (String host : List.of("127.0.0.1", "localhost")) { // another origin, another site
      browser.open(site.originAt(host) + "/hostile.html");
      browser.evaluate(HOSTILE.replace("API", api));
      browser.seeText("#done", "60 sent");
    }
    Http visitor = new Http(URI.create(stage.rootContext()), "/demo");
    assertThat(visitor.login("johndoe", "secret")).isNotBlank();
  }

  @Test
  @DisplayName("an origin that is not named gets neither token nor data")
  void otherOriginGetsNothing() {
    open(stage.stranger());
    browser.click("#load");
    browser.seeText("#error", "No answer from " + api + "/api/items");
    logIn("johndoe", "secret");
    browser.seeText("#error", "No answer from " + api + "/token");

    assertThat(browser.see("#status").getText()).isEqualTo("Not logged in");
    assertThat(browser.all("#items tr")).isEmpty();
    assertThat(browser.log().errors())
        .isNotEmpty()
        .anyMatch(line -> line.contains("blocked by CORS policy"))
        .noneMatch(line -> line.contains("Content Security Policy"));
  }
}
