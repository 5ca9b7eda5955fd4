// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.ShelfServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The search box of the docs page, on an application of 300 operations and our own one. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class SearchIT {
  private static final String BOX = "#search";
  private static final String COUNT = ".search [role=status]";
  private static final String FOLDED = ".opblock-tag[data-is-open=false]";
  private static final String UNFOLDED = ".opblock-tag[data-is-open=true]";

  private static Container server;

  private final Browser browser;
  private final Stage stage;
  private final DocsPage page;

  SearchIT(Stage stage) {
    this.stage = stage;
    browser = stage.browser();
    page = new DocsPage(browser, server.base() + "/large");
  }

  @BeforeAll
  static void start() {
    server = ServerSpec.named("search").app(app("/large", 75)).app(app("/small", 9)).start();
  }

  /** Each shelf has four operations. */
  private static WebApp app(String contextPath, int shelves) {
    WebXml xml = new WebXml().bearer("bearer", "/api/*").companion();
    for (int i = 1; i <= shelves; i++) {
      xml.servlet(String.format("corridor-%02d", i), ShelfServlet.class, "/api/shelf" + i);
    }
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    browser.log().clear();
    browser.open(server.base() + "/large/docs");
    browser.see(BOX);
  }

  @AfterEach
  void reset() {
    browser.prefer("light");
    browser.width(Browser.WIDTH);
  }

  private void search(String words, int found) {
    browser.type(BOX, words);
    browser.seeText(COUNT, found + " of 301 operations");
  }

  private void assertFolded(int folded, int unfolded) {
    browser.until(
        folded + " tags are folded, " + unfolded + " are not",
        page -> browser.all(FOLDED).size() == folded && browser.all(UNFOLDED).size() == unfolded);
  }

  @ParameterizedTest(name = "\"{0}\" finds {1}")
  @CsvSource({
    "shelf75, 4", // path
    "shelf7, 28", // shelf7, and shelf70 to 75
    "Corridor 07, 4", // tag, in two words
    "delete, 75", // method
    "'  DELETE   shelf75 ', 1",
    "other there, 75", // summary
    "exchange, 75", // operationId
    "token, 1",
    "shelf75 corridor 74, 0"
  })
  @DisplayName("all words must occur in path, method, tag, summary or operationId")
  void wordsAreCounted(String words, int found) {
    assertThat(browser.see(COUNT).getText()).isEqualTo("301 operations");
    search(words, found);

    if (found == 0) {
      assertThat(browser.see(".search-nothing").getText()).contains("No operation");
    } else if (found <= 28) {
      assertThat(page.operations()).hasSize(found);
    }
    assertQuiet(browser.log(), server.base().toString());
  }

  @Test
  @DisplayName("tags are folded; a search unfolds what it finds, and its end restores")
  void searchUnfolds() {
    assertFolded(76, 0);
    browser.click(".opblock-tag[data-tag='Corridor 02'] .expand-operation");
    assertFolded(75, 1);

    search("shelf1", 44); // 1, and 10 to 19
    assertFolded(0, 11);
    browser.click(".opblock-tag[data-tag='Corridor 11'] .expand-operation");
    assertFolded(1, 10);

    browser.click(BOX);
    browser.press(Keys.ESCAPE);
    browser.until(
        "the count is of all", page -> browser.see(COUNT).getText().equals("301 operations"));
    assertThat(browser.focused().getAttribute("id")).isEqualTo("search");
    assertThat(browser.see(BOX).getAttribute("value")).isEmpty();
    assertFolded(75, 1);
    assertThat(browser.see(UNFOLDED).getText()).contains("Corridor 02");
    assertQuiet(browser.log(), server.base().toString());
  }

  @Test
  @DisplayName("what was found is called with a token, by keyboard as far as the search goes")
  void foundOperationIsCalled() {
    browser.evaluate("document.querySelector('.auth-wrapper .btn.authorize').focus()");
    browser.press(Keys.TAB);
    assertThat(browser.focused().getAttribute("id")).isEqualTo("search");
    browser.press("delete shelf42");
    browser.seeText(COUNT, "1 of 301 operations");
    String clear = "DELETE /api/shelf42";
    page.logIn("alice", "secret2");
    page.expand(clear);

    DocsPage.Shown answer = page.execute(clear);
    assertThat(answer.status()).isEqualTo("200");
    assertThat(answer.body()).contains("DELETE corridor-42");
    assertThat(browser.see(COUNT).getText()).isEqualTo("1 of 301 operations");
    assertThat(page.isClosed(clear)).isTrue();
    assertQuiet(browser.log(), server.base().toString());
  }

  @Test
  @DisplayName("a link to an operation unfolds it")
  void linkUnfolds() {
    browser.open("about:blank");
    browser.open(server.base() + "/large/docs#/Corridor%2001/look");
    browser.see(".opblock-get.is-open [data-path='/api/shelf1']");
    assertFolded(75, 1);
    assertQuiet(browser.log(), server.base().toString());
  }

  @Test
  @DisplayName("37 operations have a box and no folded tag, few have no box")
  void shortListsStayAsTheyAre() {
    browser.open(server.base() + "/small/docs");
    browser.see(BOX);
    assertThat(browser.see(COUNT).getText()).isEqualTo("37 operations");
    assertFolded(0, 10);

    new DocsPage(browser, stage.demoContext()).open();
    assertThat(browser.all(BOX)).isEmpty();
  }

  @ParameterizedTest(name = "{0}, {1} pixels")
  @CsvSource({"light, 1280", "dark, 1280", "light, 400", "dark, 400"})
  @DisplayName("axe finds nothing, no text is faint, nothing is wider than the screen")
  void boxIsAccessible(String colours, int width) {
    browser.prefer(colours);
    browser.width(width);
    assertAccessible("search-rest-" + colours + "-" + width);
    search("shelf75", 4);
    assertAccessible("search-found-" + colours + "-" + width);
    search("nowhere", 0);
    assertAccessible("search-nothing-" + colours + "-" + width);
  }

  private void assertAccessible(String state) {
    browser.untilStill();
    assertThat(browser.barriers()).as(state).isEmpty();
    assertThat(browser.faintTexts(4.5)).as(state).isEmpty();
    assertThat(browser.overflow()).as("pixels beyond the right edge, %s", state).isZero();
    browser.photographWindow(state);
  }
}
