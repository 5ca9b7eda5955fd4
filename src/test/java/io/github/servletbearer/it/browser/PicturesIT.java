// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Takes pictures of all pages, for people to look at: {@code target/screenshots/*.png}. What a
 * program can judge is that no page is wider than the screen, and that every text stands out.
 */
@ExtendWith(Stage.Shared.class)
class PicturesIT {

  private static final String ITEMS = "GET /api/items";

  /** What WCAG 2.1 wants of small text (1.4.3). */
  private static final double LEGIBLE = 4.5;

  /** Swagger UI's own colours, white on green, come to 2.0; what is below that was forgotten. */
  private static final double AS_SWAGGER_UI = 1.9;

  private final Stage stage;
  private final Browser browser;

  PicturesIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
  }

  @AfterEach
  void reset() {
    browser.prefer("light");
    browser.width(Browser.WIDTH);
  }

  @ParameterizedTest
  @DisplayName("docs page: as opened, the dialog, and after a call")
  @CsvSource({"light, 1280", "dark, 1280", "light, 390"})
  void docsPage(String colours, int width) {
    show(colours, width);
    String name = colours + "-" + width;
    DocsPage page = new DocsPage(browser, stage.demoContext()).open();
    picture("docs-" + name, AS_SWAGGER_UI);
    page.openDialog();
    browser.photographWindow("docs-dialog-" + name);
    assertLegible("docs-dialog-" + name, AS_SWAGGER_UI);
    page.closeDialog();
    page.logIn("johndoe", "secret");
    page.expand(ITEMS);
    page.execute(ITEMS);
    picture("docs-call-" + name, AS_SWAGGER_UI);
  }

  @Test
  @DisplayName("the README's picture: logged in, one operation called")
  void readme() {
    show("light", 1024);
    DocsPage page = new DocsPage(browser, "http://" + Browser.README_HOST + "/demo").open();
    page.logIn("johndoe", "secret");
    page.expand(ITEMS);
    page.execute(ITEMS);
    browser.photographDownTo(".live-responses-table .highlight-code", "readme");
  }

  @ParameterizedTest
  @DisplayName("token form: empty, refused, and the token")
  @CsvSource({"light, 1280", "dark, 1280", "light, 390"})
  void tokenForm(String colours, int width) {
    show(colours, width);
    String name = colours + "-" + width;
    browser.open(stage.demoContext() + "/token");
    picture("token-form-" + name, LEGIBLE);
    submit("nobody-" + name, "wrong");
    browser.see("[role=alert]");
    picture("token-refused-" + name, LEGIBLE);
    submit("alice", "secret2");
    browser.see("#token");
    picture("token-" + name, LEGIBLE);
  }

  private void submit(String username, String password) {
    browser.type("#username", username);
    browser.type("#password", password);
    browser.click("button[type=submit]");
  }

  @ParameterizedTest
  @DisplayName("the demo's frontend after a call")
  @CsvSource({"light, 1280", "dark, 1280", "light, 390"})
  void frontend(String colours, int width) {
    show(colours, width);
    browser.open(stage.frontend().origin() + "/?api=" + stage.demoContext());
    browser.type("#username", "johndoe");
    browser.type("#password", "secret");
    browser.click("#login");
    browser.seeText("#status", "Logged in");
    browser.click("#load");
    browser.seeText("#items", "Hammer");
    picture("frontend-" + colours + "-" + width, LEGIBLE);
  }

  private void show(String colours, int width) {
    browser.prefer(colours);
    browser.width(width);
  }

  private void picture(String name, double contrast) {
    assertLegible(name, contrast);
    browser.photographPage(name);
  }

  private void assertLegible(String name, double contrast) {
    assertThat(browser.overflow()).as("pixels beyond the right edge of %s", name).isZero();
    assertThat(browser.faintTexts(contrast)).as("faint texts of %s", name).isEmpty();
  }
}
