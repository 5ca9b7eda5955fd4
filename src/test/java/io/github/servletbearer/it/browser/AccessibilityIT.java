// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In each state of a page axe finds nothing, and nothing is wider than the screen. */
@Tag("long")
@ExtendWith(Stage.Shared.class)
class AccessibilityIT {

  private static final String ITEMS = "GET /api/items";

  private final Browser browser;
  private final String base;

  AccessibilityIT(Stage stage) {
    browser = stage.browser();
    base = stage.demoContext();
  }

  @AfterEach
  void reset() {
    browser.prefer("light");
    browser.speak("en");
    browser.width(Browser.WIDTH);
  }

  private void assertAccessible(String state) {
    browser.untilStill();
    assertThat(browser.barriers()).as(state).isEmpty();
    assertThat(browser.overflow()).as("pixels beyond the right edge, %s", state).isZero();
  }

  @ParameterizedTest(name = "docs page, {0}, {1} pixels")
  @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360"})
  void docsPage(String colours, int width) {
    browser.prefer(colours);
    browser.width(width);
    DocsPage page = new DocsPage(browser, base).open();
    assertAccessible("at rest");
    page.submitLogin("nobody-" + colours + width, "wrong");
    page.loginProblem();
    assertAccessible("dialog with an error");
    page.closeDialog();
    page.openDialog();
    assertAccessible("dialog");
    page.closeDialog();
    page.logIn("johndoe", "secret");
    page.openDialog();
    assertAccessible("dialog when logged in");
    page.closeDialog();
    page.expand(ITEMS);
    assertAccessible("an operation unfolded");
    page.execute(ITEMS);
    assertAccessible("after a call");
  }

  @ParameterizedTest(name = "token form, {0}, {1} pixels")
  @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360"})
  void tokenForm(String colours, int width) {
    browser.prefer(colours);
    browser.width(width);
    browser.open(base + "/token");
    browser.see("#username");
    assertAccessible("form");
    submit("nobody-at-all-" + colours + width, "wrong");
    browser.see("[role=alert]");
    assertAccessible("form with an error");
    submit("johndoe", "secret");
    browser.see("#token");
    assertAccessible("token");
  }

  @ParameterizedTest(name = "token form in {0}, {1} pixels")
  @CsvSource({
    "de, 360",
    "es, 360",
    "fr, 360",
    "id, 360",
    "ja, 360",
    "pt-BR, 360",
    "zh-CN, 360",
    "de, 1280",
    "ja, 1280"
  })
  void tokenFormInOtherLanguages(String language, int width) {
    browser.speak(language);
    browser.width(width);
    browser.open(base + "/token");
    browser.see("#username");
    assertAccessible("form");
    submit("nobody-at-all-" + language + width, "wrong");
    browser.see("[role=alert]");
    assertAccessible("form with an error");
    browser.photographPage("token-refused-" + language + "-" + width);
    submit("johndoe", "secret");
    browser.see("#token");
    assertAccessible("token");
    browser.photographPage("token-" + language + "-" + width);
    browser.open(base + "/token");
    browser.photographPage("token-form-" + language + "-" + width);
  }

  private void submit(String username, String password) {
    browser.type("#username", username);
    browser.type("#password", password);
    browser.click("button[type=submit]");
  }
}
