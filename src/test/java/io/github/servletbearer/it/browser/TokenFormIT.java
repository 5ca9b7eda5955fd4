// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Http;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint's form, for a person with nothing but a browser. */
@ExtendWith(Stage.Shared.class)
class TokenFormIT {

  private final Stage stage;
  private final Browser browser;
  private final String base;
  private final Http demo;

  TokenFormIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
    base = stage.demoContext();
    demo = new Http(URI.create(stage.rootContext()), "/demo");
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  private void submit(String username, String password) {
    browser.type("#username", username);
    browser.type("#password", password);
    browser.click("button[type=submit]");
  }

  @Test
  @DisplayName("the form gives a token that works")
  void formGivesToken() {
    browser.open(base + "/token");
    submit("alice", "secret2");

    String token = browser.see("#token").getText();
    assertThat(demo.getWith(token, "/api/me").json("user")).isEqualTo("alice");
    assertThat(demo.getWith(token, "/api/admin/report").status()).isEqualTo(200);
    assertThat(browser.see("main").getText()).contains("alice", "admin", "user");
    assertThat(browser.address()).isEqualTo(base + "/token");
    assertQuiet(browser.log(), stage.rootContext());
  }

  @Test
  @DisplayName("only the scopes that were asked for")
  void scopesAreThoseAskedFor() {
    browser.open(base + "/token");
    browser.click("[data-scope=user] input");
    submit("alice", "secret2");

    String token = browser.see("#token").getText();
    assertThat(demo.getWith(token, "/api/me").status()).isEqualTo(200);
    assertThat(demo.getWith(token, "/api/admin/report").status()).isEqualTo(403);
  }

  @Test
  @DisplayName("the way back from the token leads to an empty form")
  void tokenIsShownOnce() {
    browser.open(base + "/token");
    submit("alice", "secret2");
    browser.see("#token");
    browser.click("a");

    assertThat(browser.see("#username").getAttribute("value")).isEmpty();
    assertThat(browser.all("#token")).isEmpty();
    assertQuiet(browser.log(), stage.rootContext());
  }

  @Test
  @DisplayName("behind a proxy that rewrites paths the form comes back to where it was")
  void formWorksBehindProxy() {
    String address = stage.behindProxy() + "/token";
    browser.open(address);
    submit("alice", "secret2");

    assertThat(demo.getWith(browser.see("#token").getText(), "/api/me").status()).isEqualTo(200);
    assertThat(browser.address()).isEqualTo(address);
    assertThat(browser.log().requests()).allMatch(each -> each.url().equals(address));
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("a wrong password: the sentence, and the form again with name and ticks")
  void wrongPasswordIsTold() {
    browser.open(base + "/token");
    browser.click("[data-scope=user] input");
    submit("nobody-in-the-form", "wrong");

    browser.seeText("[role=alert]", "Incorrect username or password");
    assertThat(browser.all("#token")).isEmpty();
    assertThat(browser.see("#username").getAttribute("value")).isEqualTo("nobody-in-the-form");
    assertThat(browser.see("#password").getAttribute("value")).isEmpty();
    assertThat(browser.focused().getAttribute("id")).isEqualTo("password");
    assertThat(browser.see("[data-scope=user] input").isSelected()).isTrue();
    assertThat(browser.see("[data-scope=admin] input").isSelected()).isFalse();
    submit("alice", "secret2");
    browser.see("#token");
    assertQuiet(browser.log(), stage.rootContext(), "400 " + base + "/token");
  }

  @ParameterizedTest
  @DisplayName("a form on another origin is refused, be it another site or another port")
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void formOfAnotherOriginIsRefused(String host) {
    stage
        .stranger()
        .page(
            "/form.html",
            "",
            """
            <form method="post" action="%s/token">
            <input name="username" value="johndoe"><input name="password" value="secret">
            <button type="submit">Win</button></form>
            """
                .formatted(base));
    browser.open(stage.stranger().originAt(host) + "/form.html");
    browser.click("button");

    browser.seeText("[role=alert]", "sent by a page of another site");
    assertThat(browser.address()).isEqualTo(base + "/token");
    assertThat(browser.all("#token")).isEmpty();
    assertThat(browser.see("#username").getAttribute("value")).isEmpty();
    assertNoErrors(browser.log(), "400 " + base + "/token");
  }

  @Test
  @DisplayName("no page of another origin can put form or docs page into a frame")
  void nothingCanBeFramed() {
    String frames =
        """
        <iframe id="home" src="%1$s/index.html"></iframe>
        <iframe id="form" src="%1$s/token"></iframe><iframe id="docs" src="%1$s/docs"></iframe>
        """;
    stage.stranger().page("/frames.html", "", frames.formatted(base));
    browser.open(stage.stranger().origin() + "/frames.html");

    // The application's own page can be framed: so the frames work, and the others are refused.
    assertThat(browser.inFrame("#home", "h1")).isTrue();
    assertThat(browser.inFrame("#form", "#username")).isFalse();
    assertThat(browser.inFrame("#docs", "#swagger-ui")).isFalse();
    assertThat(browser.log().errors())
        .hasSize(2)
        .allMatch(line -> line.contains("frame-ancestors 'none'"));
  }
}
