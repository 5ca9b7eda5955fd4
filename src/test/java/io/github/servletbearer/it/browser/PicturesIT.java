// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Takes pictures of all pages, for people to look at: {@code target/screenshots/*.png}; with {@code
 * -Dupdate.docs=true} those of the documentation are written there, too. What a program can judge
 * is that no page is wider than the screen, that every text stands out, and what the pages say.
 */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class PicturesIT {

  private static final String ITEMS = "GET /api/items";
  private static final String LAST = "[id^=operations-Items].opblock-delete"; // of the items

  /** What WCAG 2.1 wants of small text (1.4.3). */
  private static final double LEGIBLE = 4.5;

  private final Stage stage;
  private final Browser browser;
  private final DocsPictures docs;

  PicturesIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
    docs = new DocsPictures(browser);
  }

  /** The colours that the system is set to, and the width of the window. */
  private record Look(String colours, int width) {
    private static final Look USUAL = new Look("light", Browser.WIDTH);
    private static final List<Look> ALL =
        List.of(USUAL, new Look("dark", Browser.WIDTH), new Look("light", 360));
  }

  @AfterEach
  void reset() {
    look(Look.USUAL);
  }

  @Test
  @DisplayName("docs page: as opened, the dialog, after a call, and the README's picture")
  void docsPage() throws IOException {
    DocsPage page = new DocsPage(browser, "http://" + Browser.README_HOST + "/demo").open();
    pictures("docs", LEGIBLE, browser::photographPage);
    page.openDialog();
    pictures("docs-dialog", LEGIBLE, browser::photographWindow);
    page.closeDialog();
    page.logIn("johndoe", "secret");
    page.expand(ITEMS);
    page.execute(ITEMS);
    pictures("docs-call", LEGIBLE, browser::photographPage);

    look(new Look("dark", 1024));
    docs.take("docs-page-dark", ".live-responses-table .highlight-code");
    page.open();
    page.logIn("johndoe", "secret");
    browser.evaluate("document.activeElement.blur()");
    look(new Look("light", 1024));
    docs.take("docs-page", LAST);
    look(new Look("light", 360));
    docs.take("docs-page-phone", LAST);
  }

  @Test
  @DisplayName("token form: empty, refused, and the token")
  void tokenForm() throws IOException {
    browser.open(stage.demoContext() + "/token");
    pictures("token-form", LEGIBLE, browser::photographPage);
    look(new Look("light", 600));
    docs.take("token-form", "body");
    submit("nobody-in-a-picture", "wrong");
    browser.see("[role=alert]");
    pictures("token-refused", LEGIBLE, browser::photographPage);
    submit("alice", "secret2");
    browser.see("#token");
    pictures("token", LEGIBLE, browser::photographPage);
  }

  private void submit(String username, String password) {
    browser.type("#username", username);
    browser.type("#password", password);
    browser.click("button[type=submit]");
  }

  @Test
  @DisplayName("the demo's frontend after a call")
  void frontend() {
    browser.open(stage.frontend().origin() + "/?api=" + stage.demoContext());
    browser.type("#username", "johndoe");
    browser.type("#password", "secret");
    browser.click("#login");
    browser.seeText("#status", "Logged in");
    browser.click("#load");
    browser.seeText("#items", "Hammer");
    pictures("frontend", LEGIBLE, browser::photographPage);
  }

  private void pictures(String page, double contrast, Consumer<String> camera) {
    for (Look look : Look.ALL) {
      look(look);
      String name = page + "-" + look.colours() + "-" + look.width();
      assertThat(browser.overflow()).as("pixels beyond the right edge of %s", name).isZero();
      assertThat(browser.faintTexts(contrast)).as("faint texts of %s", name).isEmpty();
      camera.accept(name);
    }
    look(Look.USUAL);
  }

  private void look(Look look) {
    browser.prefer(look.colours());
    browser.width(look.width());
    browser.untilStill();
  }
}
