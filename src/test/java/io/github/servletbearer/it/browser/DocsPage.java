// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The docs page as a person uses it: read, authorize, execute, log out. */
final class DocsPage {

  private static final String DIALOG = ".dialog-ux .modal-ux";

  private final Browser browser;
  private final String base;

  /** The page of the application at this address. */
  DocsPage(Browser browser, String base) {
    this.browser = browser;
    this.base = base;
  }

  /** An operation as listed: {@code GET /api/items}, and whether it carries a lock. */
  record Operation(String name, boolean locked) {}

  /** What the page shows of an answer. */
  record Shown(String status, String body) {}

  DocsPage open() {
    return open("/docs");
  }

  DocsPage open(String path) {
    browser.open(base + path);
    browser.see(".opblock");
    return this;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (WebElement block : browser.all(".opblock")) {
      String method = block.findElement(By.cssSelector(".opblock-summary-method")).getText();
      String path =
          block.findElement(By.cssSelector(".opblock-summary-path")).getAttribute("data-path");
      boolean locked = !block.findElements(By.cssSelector(".authorization__btn")).isEmpty();
      operations.add(new Operation(method + " " + path, locked));
    }
    return operations;
  }

  /** Opens the dialog and sends the form in it. */
  void submitLogin(String username, String password) {
    openDialog();
    browser.type(DIALOG + " #oauth_username", username);
    browser.type(DIALOG + " #oauth_password", password);
    browser.click(DIALOG + " button.authorize");
  }

  void logIn(String username, String password) {
    submitLogin(username, password);
    finishLogin();
  }

  void logInForAllScopes(String username, String password) {
    openDialog();
    browser.type(DIALOG + " #oauth_username", username);
    browser.type(DIALOG + " #oauth_password", password);
    browser.click(DIALOG + " .scopes h2 a:first-of-type");
    browser.click(DIALOG + " button.authorize");
    finishLogin();
  }

  /** Opens the dialog and goes to the window that the login at an identity provider opens. */
  void beginProviderLogin() {
    openDialog();
    browser.enterWindow(() -> browser.click(DIALOG + " button.authorize"));
  }

  /**
   * Logs in at an identity provider.
   *
   * @param atProvider fills in the provider's form and sends it; the window closes itself then
   */
  void logInAtProvider(Runnable atProvider) {
    beginProviderLogin();
    atProvider.run();
    browser.leaveClosedWindow();
    finishLogin();
  }

  /** Pastes a token into the dialog of a scheme that asks for one. */
  void pasteToken(String token) {
    openDialog();
    browser.type(DIALOG + " [id^=bearer_token_]", token);
    browser.click(DIALOG + " button.authorize");
    finishLogin();
  }

  private void finishLogin() {
    browser.seeNo(DIALOG + " input[type=password]");
    browser.seeText(DIALOG + " .auth-btn-wrapper", "Logout");
    closeDialog();
  }

  void logOut() {
    openDialog();
    browser.seeText(DIALOG + " .auth-btn-wrapper", "Logout");
    browser.click(DIALOG + " .auth-btn-wrapper button.auth:not(.btn-done)");
    browser.seeText(DIALOG + " .auth-btn-wrapper", "Authorize");
    closeDialog();
  }

  /** The words beside the lock, or beside its absence; empty where there are none. */
  String mark(String name) {
    return browser.all(block(name) + " .mark").stream()
        .map(WebElement::getText)
        .collect(Collectors.joining());
  }

  /** Whether an operation's lock is drawn closed: its token would be sent. */
  boolean isClosed(String name) {
    return !browser.all(block(name) + " .authorization__btn .locked").isEmpty();
  }

  /** What the page says of who is logged in. */
  String login() {
    return browser.see(".login").getText();
  }

  void openDialog() {
    browser.click(".auth-wrapper .btn.authorize");
    browser.see(DIALOG);
  }

  void closeDialog() {
    browser.click(DIALOG + " .btn-done");
    browser.seeNo(DIALOG);
  }

  /** The labels of the fields that the dialog shows, in order. */
  List<String> dialogFields() {
    return browser.all(DIALOG + " label").stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  /** What the dialog says of a login that failed. */
  String loginProblem() {
    return browser.see(DIALOG + " .errors").getText();
  }

  /** Unfolds an operation, as far as to the button that executes it. */
  void expand(String name) {
    String block = block(name);
    browser.click(block + " .opblock-summary-control");
    browser.click(block + " .try-out__btn");
    browser.see(block + " .execute");
  }

  /** Executes an unfolded operation, and waits for the answer. */
  Shown execute(String name) {
    String block = block(name);
    String answer = block + " .live-responses-table ";
    if (!browser.all(answer).isEmpty()) {
      browser.click(block + " .btn-clear");
      browser.seeNo(answer);
    }
    browser.click(block + " .execute");
    String status = browser.see(answer + ".response .response-col_status").getText();
    WebElement body = browser.see(answer + ".response .highlight-code code");
    return new Shown(status, body.getText());
  }

  /** The commands of curl for what has been executed, as the page shows them. */
  List<String> calls() {
    return browser.all(".curl-command .curl").stream().map(WebElement::getText).toList();
  }

  private static String block(String name) {
    String[] words = name.split(" ", 2);
    String method = words[0].toLowerCase(Locale.ROOT);
    return ".opblock-" + method + ":has(.opblock-summary-path[data-path='" + words[1] + "'])";
  }
}
