// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What we put around Swagger UI: marks, the dialog as a form, the login bar. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class PageIT {

  private static final String ITEMS = "GET /api/items";
  private static final String OPTIONAL = "GET /optional/items";
  private static final String KEEP = ".login input";
  private static final String STORED = "JSON.stringify(sessionStorage)";

  private final Browser browser;
  private final DocsPage page;
  private final String base;
  private final String origin;

  PageIT(Stage stage) {
    browser = stage.browser();
    base = stage.demoContext();
    origin = stage.rootContext();
    page = new DocsPage(browser, base);
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @AfterEach
  void reset() {
    browser.forgetAll(origin);
    browser.evaluate("sessionStorage.clear()");
    browser.prefer("light");
    browser.width(Browser.WIDTH);
  }

  @Test
  @DisplayName("what is not protected, or not quite, says so in words")
  void marksAreWords() {
    page.open();

    assertThat(page.mark("GET /public/health")).isEqualTo("open");
    assertThat(page.mark("GET /first-steps/items")).isEqualTo("any token");
    assertThat(page.mark(OPTIONAL)).isEqualTo("optional");
    assertThat(page.mark("GET /api/admin/report")).isEqualTo("admin");
    assertThat(page.mark("POST /token")).isEqualTo("login");
    assertThat(page.mark(ITEMS)).isEmpty();
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("a lock is closed when somebody is logged in, also where a token is optional")
  void locksTellTheLogin() {
    page.open();
    assertThat(page.isClosed(ITEMS)).isFalse();
    assertThat(page.isClosed(OPTIONAL)).isFalse();

    page.logIn("johndoe", "secret");

    assertThat(page.isClosed(ITEMS)).isTrue();
    assertThat(page.isClosed(OPTIONAL)).isTrue();
  }

  @Test
  @DisplayName("by keyboard alone: open, type, Enter, Enter, and the focus is where it was")
  void dialogIsForKeyboards() {
    page.open();
    page.openDialog();
    browser.press("johndoe", Keys.TAB, "secret", Keys.ENTER);
    browser.seeText(".modal-ux .auth-btn-wrapper", "Logout");
    browser.until("Close has the focus", driver -> browser.focused().getText().equals("Close"));
    browser.press(Keys.ENTER);

    browser.seeNo(".modal-ux");
    assertThat(page.login()).contains("johndoe");
    assertThat(browser.focused().getText()).isEqualTo("Authorize");
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("the dialog keeps the focus inside, and Escape closes it")
  void dialogKeepsTheFocus() {
    page.open();
    page.openDialog();
    String inside = "document.querySelector('[role=dialog]').contains(document.activeElement)";
    for (int i = 0; i < 12; i++) {
      browser.press(Keys.TAB);
      assertThat(browser.evaluate(inside)).as("tab %s", i).isEqualTo(true);
    }
    for (int i = 0; i < 12; i++) {
      browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
      assertThat(browser.evaluate(inside)).as("back %s", i).isEqualTo(true);
    }
    browser.press(Keys.ESCAPE);

    browser.seeNo(".modal-ux");
    assertThat(browser.focused().getText()).isEqualTo("Authorize");
  }

  @Test
  @DisplayName("by keyboard alone one scope of several is ticked, and no other is asked for")
  void scopesAreForKeyboards() {
    page.open();
    page.openDialog();
    browser.press("johndoe", Keys.TAB, "secret");
    for (int i = 0; i < 3; i++) {
      browser.press(Keys.TAB); // all, none, the first of two
    }
    assertThat(browser.focused().getAriaRole()).isEqualTo("checkbox");
    assertThat(browser.focused().getAccessibleName()).isEqualTo("user Use the inventory");
    browser.press(Keys.SPACE, Keys.ENTER);
    browser.seeText(".modal-ux .auth-btn-wrapper", "Logout");
    page.closeDialog();

    assertThat(browser.log().requests("POST", base + "/token"))
        .singleElement()
        .satisfies(login -> assertThat(login.body()).contains("scope=user&"));
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("the boxes of scopes are there where the system has colours of its own")
  void scopesAreSeenInForcedColours() {
    browser.forceColours(true);
    try {
      page.open();
      page.openDialog();
      browser.photographWindow("dialog-forced-colours");
      assertThat(browser.all(".modal-ux .scopes input[type=checkbox]"))
          .hasSize(2)
          .allSatisfy(box -> assertThat(box.isDisplayed()).isTrue());
    } finally {
      browser.forceColours(false);
    }
  }

  @Test
  @DisplayName("where the browser lets nothing be stored, the login works and offers no keeping")
  void loginNeedsNoStorage() {
    browser.denyStorage(true);
    try {
      page.open();
      page.logIn("johndoe", "secret");
      assertThat(page.login()).contains("johndoe", "left").doesNotContain("keep for this tab");
      assertThat(page.isClosed(ITEMS)).isTrue();
      page.expand(ITEMS);
      assertThat(page.execute(ITEMS).status()).isEqualTo("200");
      page.logOut();
      assertThat(browser.all(".login")).isEmpty();
      assertQuiet(browser.log(), origin);
    } finally {
      browser.denyStorage(false);
      page.open();
    }
  }

  @Test
  @DisplayName("scopes have descriptions, a client has no fields, a failure is one sentence")
  void dialogSpeaksPlainly() {
    page.open();
    page.submitLogin("nobody-of-the-page", "wrong");

    assertThat(page.loginProblem()).isEqualTo("Incorrect username or password.");
    assertThat(browser.see(".modal-ux .scopes").getText())
        .contains("Use the inventory", "Read the admin report");
    assertThat(browser.all("[id^=client_], #password_type")).isEmpty();
    page.closeDialog();
    assertThat(browser.all(".errors")).isEmpty();
  }

  @Test
  @DisplayName("who is logged in, how long, and out again by one button")
  void barTellsTheLogin() {
    page.open();
    page.logIn("johndoe", "secret");
    assertThat(page.login()).containsPattern("johndoe\\s+1[45] min left");

    browser.passTime(Duration.ofSeconds(14 * 60 + 10));
    browser.seeText(".login", "0:4");
    browser.click(".login button");

    browser.seeNo(".login");
    assertThat(browser.focused().getText()).isEqualTo("Authorize");
    assertThat(page.isClosed(ITEMS)).isFalse();
  }

  @Test
  @DisplayName("an expired token is not sent, and the page asks to log in again")
  void expiredTokenIsNotSent() {
    page.open();
    page.logIn("johndoe", "secret");
    browser.click(KEEP);
    page.expand(ITEMS);
    browser.passTime(Duration.ofMinutes(16));

    browser.seeText(".login", "Log in again");
    assertThat(page.isClosed(ITEMS)).isFalse();
    assertThat(browser.evaluate(STORED)).isEqualTo("{}");
    assertThat(page.execute(ITEMS).status()).isEqualTo("401");
    assertThat(browser.log().requests("GET", base + "/api/items"))
        .singleElement()
        .satisfies(call -> assertThat(call.headers()).doesNotContainKey("authorization"));

    browser.click(".login button");
    browser.press("alice", Keys.TAB, "secret2", Keys.ENTER);
    browser.seeText(".modal-ux .auth-btn-wrapper", "Logout");
    page.closeDialog();
    assertThat(page.login()).contains("alice", "left");
    assertThat(page.execute(ITEMS).status()).isEqualTo("200");
  }

  @Test
  @DisplayName("kept for this tab: the token alone, for this application alone, until the logout")
  void tokenIsKeptWhereAsked() {
    page.open();
    page.logIn("johndoe", "secret");
    assertThat(browser.evaluate(STORED)).isEqualTo("{}");
    browser.click(KEEP);
    assertThat((String) browser.evaluate(STORED))
        .contains("servlet-bearer /demo OAuth2PasswordBearer", "johndoe")
        .doesNotContain("secret");

    page.open();
    assertThat(page.login()).contains("johndoe", "left");
    page.expand(ITEMS);
    assertThat(page.execute(ITEMS).status()).isEqualTo("200");

    new DocsPage(browser, origin).open(); // another application on the same server
    assertThat(browser.all(".login")).isEmpty();

    page.open();
    browser.see(".login");
    browser.click(".login button");
    assertThat(browser.evaluate(STORED)).isEqualTo("{}");
    assertThat(browser.evaluate("localStorage.length")).isEqualTo(0L);
    page.open();
    assertThat(browser.all(".login")).isEmpty();
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("a kept token that ran out while the tab was away is thrown away")
  void keptTokenRunsOut() {
    page.open();
    String past = "{\"username\":\"johndoe\",\"token\":\"x\",\"end\":1000}";
    String key = "servlet-bearer /demo OAuth2PasswordBearer";
    browser.evaluate("sessionStorage.setItem('" + key + "', '" + past + "')");
    page.open();

    browser.seeText(".login", "Log in again");
    assertThat(browser.evaluate(STORED)).isEqualTo("{}");
    assertThat(page.isClosed(ITEMS)).isFalse();
  }

  @Test
  @DisplayName("the colours follow the system while the page is open")
  void coloursFollowTheSystem() {
    page.open();
    String colour = "getComputedStyle(document.body).backgroundColor";
    assertThat(browser.evaluate(colour)).isEqualTo("rgb(255, 255, 255)");

    browser.prefer("dark");

    assertThat(browser.evaluate(colour)).isEqualTo("rgb(28, 32, 34)");
    assertThat(browser.all("html.dark-mode")).hasSize(1);
  }

  @Test
  @DisplayName("a first visit is under 520 KB over the wire, and another one under 5 KB")
  void pageIsLight() {
    browser.open("about:blank");
    browser.forgetAll(origin);
    browser.log().clear();
    page.open();
    long cold = browser.log().bytes();
    browser.open("about:blank");
    browser.log().clear();
    page.open();
    long warm = browser.log().bytes();

    assertThat(List.of(cold, warm))
        .as("bytes of a first and another visit")
        .satisfies(
            each -> assertThat(each.get(0)).isBetween(100_000L, 520_000L),
            each -> assertThat(each.get(1)).isBetween(100L, 5_000L));
  }
}
