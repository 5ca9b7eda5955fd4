// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.servletbearer.it.browser.DocsPage.Operation;
import io.github.servletbearer.it.browser.DocsPage.Shown;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The docs page in a real browser, in each of the places where an application can lie. */
@ParameterizedClass
@EnumSource
@ExtendWith(Stage.Shared.class)
class DocsPageIT {

  private static final String ITEMS = "GET /api/items";

  private final Place place;
  private final String base;
  private final String origin;
  private final Browser browser;
  private final DocsPage page;

  DocsPageIT(Place place, Stage stage) {
    this.place = place;
    base = place.base(stage);
    origin = "http://" + URI.create(base).getAuthority();
    browser = stage.browser();
    page = new DocsPage(browser, base);
  }

  /** Where an application lies, as its visitors see it. */
  enum Place {
    ROOT_CONTEXT,
    DEMO_CONTEXT,
    BEHIND_PROXY;

    String base(Stage stage) {
      return switch (this) {
        case ROOT_CONTEXT -> stage.rootContext();
        case DEMO_CONTEXT -> stage.demoContext();
        case BEHIND_PROXY -> stage.behindProxy();
      };
    }
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @AfterEach
  void nothingIsStored() {
    assertThat(browser.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0L);
    assertThat(browser.evaluate("document.cookie")).isEqualTo("");
  }

  @Test
  @DisplayName("what the filter covers carries a lock, and nothing else does")
  void coveredOperationsAreLocked() {
    page.open();

    assertThat(page.operations())
        .containsExactlyInAnyOrder(
            new Operation(ITEMS, true),
            new Operation("POST /api/items", true),
            new Operation("GET /api/items/{id}", true),
            new Operation("PUT /api/items/{id}", true),
            new Operation("DELETE /api/items/{id}", true),
            new Operation("GET /api/me", true),
            new Operation("GET /api/admin/report", true),
            new Operation("GET /first-steps/items", true),
            new Operation("GET /optional/items", true),
            new Operation("GET /public/health", false),
            new Operation("POST /token", false));
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("Authorize, Execute, log out, Execute")
  void loginCallAndLogout() {
    page.open();
    page.openDialog();
    assertThat(page.dialogFields()).startsWith("username:", "password:");
    assertThat(page.dialogFields()).noneMatch(label -> label.startsWith("client"));
    page.closeDialog();
    page.logIn("johndoe", "secret");
    page.expand(ITEMS);

    Shown items = page.execute(ITEMS);
    assertThat(items.status()).isEqualTo("200");
    assertThat(items.body()).contains("Hammer", "Screwdriver", "Cordless drill");
    assertThat(page.calls()).singleElement().asString().contains("Authorization: Bearer ");

    page.logOut();
    assertThat(page.calls()).isEmpty();
    Shown refused = page.execute(ITEMS);
    assertThat(refused.status()).isEqualTo("401");
    assertThat(json(refused)).isEqualTo(JsonParser.parseString("{'detail': 'Not authenticated'}"));

    assertThat(browser.log().requests("POST", base + "/token"))
        .singleElement()
        .satisfies(
            login -> assertThat(login.headers()).doesNotContainKeys("authorization", "cookie"))
        .satisfies(login -> assertThat(login.body()).contains("grant_type=password"));
    assertThat(browser.log().requests("GET", base + "/api/items"))
        .hasSize(2)
        .satisfies(
            calls -> assertThat(calls.get(0).headers().get("authorization")).startsWith("Bearer "),
            calls -> assertThat(calls.get(1).headers()).doesNotContainKey("authorization"));
    assertQuiet(browser.log(), origin, "401 " + base + "/api/items");
  }

  @Test
  @DisplayName("a wrong password is answered in words, and the next try works")
  void wrongPasswordIsTold() {
    page.open();
    // A name of its own in each place, for realm and throttle count failures by name.
    page.submitLogin("nobody-" + place, "wrong");
    assertThat(page.loginProblem()).contains("Incorrect username or password");

    page.closeDialog();
    page.logIn("johndoe", "secret");
    assertQuiet(browser.log(), origin, "400 " + base + "/token");
  }

  @Test
  @DisplayName("/docs/ leads to /docs")
  void slashAtTheEndLeadsToThePage() {
    page.open("/docs/");

    assertThat(browser.address()).isEqualTo(base + "/docs");
    assertThat(page.operations()).contains(new Operation(ITEMS, true));
    assertQuiet(browser.log(), origin);
  }

  private static JsonElement json(Shown shown) {
    return JsonParser.parseString(shown.body());
  }
}
