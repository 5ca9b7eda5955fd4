// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.LoginApp;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.browser.BrowserLog.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins that go on by themselves, and that are over when somebody says so. */
@Tag("long")
@ExtendWith(Stage.Shared.class)
class RenewalIT {

  private static final String HELLO = LoginApp.HELLO;
  private static final String KEEP = ".login input";
  private static final String STORED = "JSON.stringify(sessionStorage)";
  private static final String RENEWS = ".login-renews";
  private static final String LOG_OUT = ".login button";

  /** Within the time in which a token of 15 minutes is renewed. */
  private static final Duration MOST_OF_IT = Duration.ofMinutes(13);

  private static Container server;

  private final Stage stage;
  private final Browser browser;

  RenewalIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
  }

  @BeforeAll
  static void start() {
    String name = "renewal";
    String[] lasting = {"refreshTokenLifetime", "1h"};
    server =
        ServerSpec.named(name)
            .hashesPasswords()
            .app("", LoginApp.build(name, "", lasting))
            .app(
                "/short",
                LoginApp.build(
                    name, "/short", "refreshTokenLifetime", "1h", "accessTokenLifetime", "6s"))
            .app(
                "/clients",
                LoginApp.build(name, "/clients", "grants", "client_credentials", "clients", ""))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @AfterEach
  void reset() {
    browser.runScripts(true);
    browser.forgetAll(base(""));
  }

  private static String base(String contextPath) {
    return server.base() + contextPath;
  }

  private static Http app(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  /** Logs in on the docs page of an application and unfolds its operation. */
  private DocsPage logIn(String contextPath) {
    DocsPage page = new DocsPage(browser, base(contextPath)).open();
    page.logIn(LoginApp.USER, LoginApp.SECRET);
    page.expand(HELLO);
    return page;
  }

  /** Calls, and tells the token that went with it. */
  private String tokenOfCall(DocsPage page, String contextPath) {
    assertThat(page.execute(HELLO).status()).isEqualTo("200");
    List<Request> calls = browser.log().requests("GET", base(contextPath) + "/api/hello");
    return calls.get(calls.size() - 1).headers().get("authorization").substring("Bearer ".length());
  }

  private List<Request> posts(String contextPath, String endpoint) {
    return browser.log().requests("POST", base(contextPath) + "/" + endpoint);
  }

  private void awaitPosts(int count, String contextPath, String endpoint) {
    browser.until(
        count + " requests to " + endpoint, page -> posts(contextPath, endpoint).size() >= count);
  }

  private static int statusWith(String token, String contextPath) {
    return app(contextPath).getWith(token, "/api/hello").status();
  }

  private void awaitEnd(String token, String contextPath) {
    browser.until("the token has expired", page -> statusWith(token, contextPath) == 401);
  }

  @Test
  @DisplayName("beyond the end of the first token calls go on answering, by the next one")
  void loginGoesOn() {
    DocsPage page = logIn("/short");
    String first = tokenOfCall(page, "/short");
    assertThat(page.login()).contains(LoginApp.USER, "left", "renews itself");

    awaitEnd(first, "/short");

    String next = tokenOfCall(page, "/short");
    assertThat(next).isNotEqualTo(first);
    assertThat(page.login()).contains(LoginApp.USER, "left", "renews itself");
    assertThat(posts("/short", "token"))
        .hasSizeGreaterThan(1)
        .last()
        .satisfies(renewal -> assertThat(renewal.body()).contains("grant_type=refresh_token"))
        .satisfies(renewal -> assertThat(renewal.headers()).doesNotContainKey("cookie"));
    assertQuiet(browser.log(), base(""));
  }

  @ParameterizedTest
  @DisplayName("logging out, in the bar or in the dialog, ends the whole login at the server")
  @ValueSource(strings = {"bar", "dialog"})
  void logOutEndsTheToken(String place) {
    DocsPage page = logIn("");
    String token = tokenOfCall(page, "");
    assertThat(statusWith(token, "")).isEqualTo(200);

    if (place.equals("bar")) {
      browser.click(LOG_OUT);
    } else {
      page.logOut();
    }

    browser.seeNo(".login");
    awaitEnd(token, "");
    assertThat(posts("", "revoke"))
        .singleElement()
        .satisfies(sent -> assertThat(sent.body()).doesNotContain(token));
    page.open();
    assertThat(browser.all(".login")).isEmpty();
    assertQuiet(browser.log(), base(""));
  }

  @Test
  @DisplayName("the UI logs out at once, whatever the server answers")
  void logOutWaitsForNobody() {
    logIn("");
    browser.evaluate("window.fetch = () => new Promise(() => {})");
    browser.click(LOG_OUT);

    browser.seeNo(".login");
  }

  @Test
  @DisplayName("kept for this tab: the access token alone, and it can still be ended")
  void refreshTokenIsNotKept() {
    DocsPage page = logIn("");
    browser.click(KEEP);
    assertThat(browser.see(".login label").getAttribute("title")).contains("nor what renews");
    Object before = browser.evaluate(STORED);
    browser.passTime(MOST_OF_IT);
    browser.until("another token is kept", tab -> !browser.evaluate(STORED).equals(before));
    String token = tokenOfCall(page, "");
    assertThat((String) browser.evaluate(STORED)).contains(token).doesNotContain("refresh");

    page.open();
    assertThat(page.login()).contains(LoginApp.USER, "left").doesNotContain("renews itself");
    browser.click(LOG_OUT);
    awaitEnd(token, "");
    assertThat(browser.evaluate("sessionStorage.length")).isEqualTo(0L);
  }

  @Test
  @DisplayName("a page that nobody looks at renews nothing, and catches up when it is seen again")
  void hiddenPageSleeps() {
    logIn("");
    show("hidden");
    browser.passTime(Duration.ofMinutes(20));
    browser.seeText(".login", "0:00 left");
    assertThat(posts("", "token")).hasSize(1);

    show("visible");
    browser.seeText(".login", "min left");
    assertThat(posts("", "token")).hasSize(2);
    assertQuiet(browser.log(), base(""));
  }

  private void show(String state) {
    browser.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true})"
            .formatted(state));
    browser.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }

  @Test
  @DisplayName("what the server refuses to renew runs out, and is not tried again")
  void refusalEndsTheRenewal() {
    DocsPage page = logIn("");
    answerFetch("Promise.resolve(new Response('{}', {status: 400}))");
    browser.passTime(MOST_OF_IT);

    browser.seeNo(RENEWS);
    assertThat(page.login()).contains(LoginApp.USER, "left");
    assertThat(browser.evaluate("window.asked")).isEqualTo(1L);
    browser.passTime(Duration.ofMinutes(3));
    browser.seeText(".login", "Log in again");
    assertThat(browser.evaluate("window.asked")).isEqualTo(1L);
  }

  @Test
  @DisplayName("a network that fails once does not end a login; one that fails twice does")
  void networkErrorIsTriedAgainOnce() {
    DocsPage page = logIn("");
    answerFetch("Promise.reject(new TypeError('no network'))");
    browser.passTime(MOST_OF_IT);
    awaitAsked(1);
    browser.evaluate("window.fetch = window.before");
    browser.passTime(Duration.ofSeconds(40));
    awaitPosts(2, "", "token");
    browser.seeText(".login", "14 min left");
    assertThat(page.login()).contains("renews itself");

    answerFetch("Promise.reject(new TypeError('no network'))");
    browser.passTime(MOST_OF_IT);
    awaitAsked(1);
    browser.passTime(Duration.ofSeconds(40));
    browser.seeNo(RENEWS);
    assertThat(browser.evaluate("window.asked")).isEqualTo(2L);
  }

  private void answerFetch(String promise) {
    browser.evaluate("window.before = window.fetch.bind(window)");
    browser.evaluate("window.asked = 0");
    browser.evaluate("window.fetch = () => (window.asked++, " + promise + ")");
  }

  private void awaitAsked(long times) {
    browser.until(
        times + " tries", page -> browser.evaluate("window.asked").equals(Long.valueOf(times)));
  }

  @Test
  @DisplayName("where clients alone get tokens, the docs page asks for id and secret")
  void clientLogsIn() {
    DocsPage page = new DocsPage(browser, base("/clients")).open();
    page.openDialog();
    assertThat(page.dialogFields()).startsWith("client_id:", "client_secret:");
    browser.type("[id^=client_id_]", LoginApp.CLIENT);
    browser.type("[id^=client_secret_]", LoginApp.SECRET);
    browser.click(".modal-ux button.authorize");
    browser.seeText(".modal-ux .auth-btn-wrapper", "Logout");
    page.closeDialog();

    assertThat(page.login()).contains(LoginApp.CLIENT, "left").doesNotContain("renews itself");
    page.expand(HELLO);
    tokenOfCall(page, "/clients");
    browser.click(LOG_OUT);
    browser.seeNo(".login");
    assertThat(posts("/clients", "revoke")).isEmpty(); // it would need the secret
    assertQuiet(browser.log(), base(""));
  }

  @ParameterizedTest
  @DisplayName("the token form's page ends the token that it shows, with and without JavaScript")
  @ValueSource(booleans = {true, false})
  void tokenFormRevokes(boolean scripts) {
    browser.runScripts(scripts);
    browser.open(base("/token"));
    browser.type("#username", LoginApp.USER);
    browser.type("#password", LoginApp.SECRET);
    browser.click("button[type=submit]");
    String token = browser.see("#token").getText();
    assertThat(statusWith(token, "")).isEqualTo(200);

    browser.click("button.revoke");

    browser.seeText("main", "The token is revoked.");
    assertThat(statusWith(token, "")).isEqualTo(401);
    assertThat(browser.address()).isEqualTo(base("/revoke"));
    browser.click("main a");
    browser.see("#username");
    assertQuiet(browser.log(), base(""));
  }

  @ParameterizedTest
  @DisplayName("a form on another origin ends nothing")
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void formOfAnotherOriginIsRefused(String host) {
    String token = app("").login(LoginApp.USER, LoginApp.SECRET);
    String form =
        """
        <form method="post" action="%s/revoke"><input name="token" value="%s">
        <button type="submit">End</button></form>
        """;
    stage.stranger().page("/revoke.html", "", form.formatted(base(""), token));
    browser.open(stage.stranger().originAt(host) + "/revoke.html");
    browser.click("button");

    browser.seeText("[role=alert]", "sent by a page of another site");
    assertThat(statusWith(token, "")).isEqualTo(200);
    assertNoErrors(browser.log(), "400 " + base("/revoke"));
  }
}
