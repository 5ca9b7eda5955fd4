// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Kit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script of the token form adds, and that nothing is lost without it. */
@ExtendWith(Stage.Shared.class)
class TokenResultIT {

  private static final String SCRIPT =
      "src/main/resources/io/github/servletbearer/internal/endpoint/token-page.js";

  /** The demo's first operation that a token opens. */
  private static final String LOCKED = "/api/items";

  private final Stage stage;
  private final Browser browser;
  private final String base;

  TokenResultIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
    base = stage.demoContext();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @AfterEach
  void reset() {
    browser.runScripts(true);
  }

  private String logIn() {
    browser.type("#username", "alice");
    browser.type("#password", "secret2");
    browser.click("button[type=submit]");
    return browser.see("#token").getText();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("a tick asks for a scope, with and without JavaScript")
  void ticksAskForScopes(boolean scripts) {
    browser.runScripts(scripts);
    browser.open(base + "/token");
    assertThat(browser.see("[data-scope=user]").getText()).isEqualTo("user Use the inventory");
    assertThat(browser.all("[name=scope]")).isEmpty();
    browser.click("[data-scope=user] input");
    logIn();

    assertThat(browser.see("dl").getText()).contains("alice", "user").doesNotContain("admin");
    assertQuiet(browser.log(), stage.rootContext());
  }

  @Test
  @DisplayName("token and curl command go to the clipboard")
  void tokenIsCopied() {
    browser.allowClipboard(stage.rootContext());
    browser.open(base + "/token");
    String token = logIn();

    browser.click("#token + .copy");
    browser.seeText("#token + .copy", "Copied");
    assertThat(browser.evaluate("navigator.clipboard.readText()")).isEqualTo(token);
    browser.click("pre + .copy");
    browser.seeText("pre + .copy", "Copied");
    assertThat(browser.evaluate("navigator.clipboard.readText()"))
        .isEqualTo("curl -H \"Authorization: Bearer " + token + "\" " + base + LOCKED);
    assertQuiet(browser.log(), stage.rootContext());
  }

  @Test
  @DisplayName("the time left runs down")
  void timeRunsDown() {
    browser.open(base + "/token");
    logIn();
    assertThat(browser.see("[role=timer]").getText()).matches("1[45]:\\d\\d left");

    browser.passTime(Duration.ofMinutes(16));
    browser.seeText("[role=timer]", "expired");
  }

  @Test
  @DisplayName("without JavaScript: the same form, the same token, the same words")
  void worksWithoutScript() {
    browser.runScripts(false);
    browser.open(base + "/token");
    assertThat(browser.see("#scopes").getText()).contains("user Use the inventory");
    String token = logIn();

    assertThat(browser.see("#curl").getText()).contains("Bearer " + token);
    assertThat(browser.see("#end").getText()).endsWith("UTC");
    assertThat(browser.all("button")).isEmpty();
    assertQuiet(browser.log(), stage.rootContext());
  }

  @Test
  @DisplayName("the claims of a JWT are read out, with times for people")
  void claimsAreShown() throws IOException {
    open(jwt("{\"sub\":\"jös\",\"aud\":[\"a\",\"b\"],\"exp\":1700000000,\"x\":\"<b>1</b>\"}"));

    assertThat(browser.see("#claims").getText())
        .contains("sub\njös", "aud\n[\"a\",\"b\"]", "exp\n1700000000 (", "2023", "x\n<b>1</b>");
  }

  @Test
  @DisplayName("what only looks like a JWT is left alone")
  void otherTokensAreLeftAlone() throws IOException {
    for (String token : new String[] {"opaque", "a.b.c", "a.b", "...", jwt("nothing")}) {
      open(token);
      browser.see(".copy");
      assertThat(browser.all("#claims")).as(token).isEmpty();
    }
  }

  /** The result page's script on a token of our choice: the endpoint issues no JWT yet. */
  private void open(String token) throws IOException {
    String script = Files.readString(Kit.path("project.basedir").resolve(SCRIPT));
    String body =
        """
        <main data-copied="Copied" data-refused="No">
        <textarea id="token" data-copy="Copy" data-claims="Claims">%s</textarea>
        <time id="end" data-seconds="9" data-left="{0} left" data-expired="expired"></time>
        <h2>Send</h2><pre><code id="curl" data-address="." data-copy="Copy">URL</code></pre>
        </main><script>%s</script>
        """;
    stage.stranger().page("/token.html", "", body.formatted(token, script));
    browser.open(stage.stranger().origin() + "/token.html");
  }

  private static String jwt(String claims) {
    byte[] bytes = claims.getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".c2ln";
  }
}
