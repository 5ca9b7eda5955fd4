// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.browser.DocsPage.Operation;
import io.github.servletbearer.it.browser.DocsPage.Shown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the docs page does for its visitors, wherever it lies. */
@ExtendWith(Stage.Shared.class)
class DocsPageUseIT {

  private final Browser browser;
  private final DocsPage page;
  private final String base;
  private final String origin;
  private final String stranger;

  DocsPageUseIT(Stage stage) {
    browser = stage.browser();
    base = stage.demoContext();
    origin = stage.rootContext();
    stranger = stage.stranger().origin();
    page = new DocsPage(browser, base);
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @Test
  @DisplayName("an open operation is called without a login")
  void openOperationNeedsNoLogin() {
    page.open();
    String health = "GET /public/health";
    page.expand(health);

    assertThat(page.execute(health).status()).isEqualTo("200");
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("a lock tells which scope is missing: 403 for a user without it")
  void missingScopeIsShown() {
    page.open();
    String report = "GET /api/admin/report";
    page.logIn("johndoe", "secret");
    page.expand(report);

    Shown refused = page.execute(report);
    assertThat(refused.status()).isEqualTo("403");
    assertThat(refused.body()).contains("insufficient_scope");
    assertQuiet(browser.log(), origin, "403 " + base + "/api/admin/report");
  }

  @Test
  @DisplayName("an address in the query string does not put another document on the page")
  void documentCannotBeReplaced() {
    String foreign = "http://localhost:9/openapi.json";
    page.open("/docs?url=" + foreign + "&configUrl=" + foreign);

    assertThat(page.operations()).contains(new Operation("GET /api/items", true));
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("a login does not outlast the page")
  void reloadForgetsTheToken() {
    page.open();
    page.logIn("johndoe", "secret");
    page.open();
    page.openDialog();

    assertThat(page.dialogFields()).startsWith("username:", "password:");
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("whoever ticks all scopes gets those that the user may have")
  void allScopesAreTheUsersOwn() {
    page.open();
    page.logInForAllScopes("johndoe", "secret");
    page.expand("GET /api/me");

    Shown me = page.execute("GET /api/me");
    assertThat(me.status()).isEqualTo("200");
    assertThat(me.body()).contains("user").doesNotContain("admin");
    assertThat(browser.log().requests("POST", base + "/token"))
        .singleElement()
        .satisfies(login -> assertThat(login.body()).contains("scope=user+admin"));
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("a script that got into the page is not run, and can send nothing away")
  void policyStopsForeignScripts() {
    page.open();
    String beacon = stranger + "/style.css";
    browser.evaluate(
        "document.body.append(document.createRange().createContextualFragment("
            + "'<script>window.ran = true</script><img alt=\"\" src=\""
            + beacon
            + "\">'))");
    Object sent = browser.evaluate("fetch('" + beacon + "').then(() => 'sent', () => 'refused')");

    assertThat(sent).isEqualTo("refused");
    assertThat(browser.evaluate("window.ran")).isNull();
    assertThat(browser.log().errors())
        .anyMatch(line -> line.contains("script-src 'self'"))
        .anyMatch(line -> line.contains("img-src 'self'"))
        .anyMatch(line -> line.contains("connect-src 'self'"));
  }
}
