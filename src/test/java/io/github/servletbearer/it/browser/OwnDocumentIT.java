// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.ShelfServlet;
import io.github.servletbearer.it.app.TableVerifier;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The docs page of an application with several schemes, and with a document of its own. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class OwnDocumentIT {
  private static final String SHELF = "GET /there/shelf";
  private static final String GIF = "GET /open/picture.gif";
  private static final String[] VERIFIER = {"verify", TableVerifier.class.getName()};

  /** One whose servers have variables, as in the specification's example (OAS 3.0.3 4.7.5). */
  private static final String DOCUMENT =
      """
      {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "servers": [
          {
            "url": "https://{user}.shop.example:{port}/{version}",
            "variables": {
              "user": {"default": "demo"},
              "port": {"enum": ["8443", "443"], "default": "8443"},
              "version": {"default": "v2"}
            }
          },
          {"url": "../{version}", "variables": {"version": {"default": "v2"}}}
        ],
        "paths": {
          "/open/picture.gif": {
            "get": {"responses": {"200": {"description": "A dot", "content": {"image/gif": {}}}}}
          },
          "/open/long.json": {"get": {"responses": {"200": {"description": "Two megabytes"}}}}
        }
      }
      """;

  /** One dot; a GIF so small has no byte beyond ASCII. */
  private static final String PICTURE = "GIF87a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

  private static Container server;

  private final Browser browser;
  private final DocsPage page;

  OwnDocumentIT(Stage stage) {
    browser = stage.browser();
    page = new DocsPage(browser, server.base() + "/several");
  }

  @BeforeAll
  static void start() {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.openapiFile", "/WEB-INF/openapi.json")
            .bearer("own", "/own/*")
            .bearer("here", "/here/*", with("Here"))
            .bearer("there", "/there/*", with("There"))
            .companion()
            .servlet("shelf", ShelfServlet.class, "/own/shelf", "/here/shelf", "/there/shelf");
    server =
        ServerSpec.named("own-document")
            .app(
                WebApp.at("/several")
                    .withBearer()
                    .withTestClasses()
                    .file("WEB-INF/openapi.json", DOCUMENT)
                    .file("open/picture.gif", PICTURE)
                    .file("open/long.json", "[" + "{\"id\": 1},".repeat(100_000) + "{}]")
                    .webXml(xml.toString()))
            .start();
  }

  private static String[] with(String scheme) {
    return new String[] {VERIFIER[0], VERIFIER[1], "schemeName", scheme, "scheme", "http"};
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("the dialog begins at its top; each field has its own label")
  void fieldsHaveLabels() {
    browser.log().clear();
    page.open();
    page.openDialog();
    assertThat(browser.focused().getAttribute("id")).isEqualTo("bearer_token_Here"); // the first
    assertThat(browser.evaluate("document.querySelector('.modal-ux-content').scrollTop"))
        .isEqualTo(0L);
    browser.untilStill();
    assertThat(browser.barriers()).isEmpty();

    browser.click(".modal-ux label[for=bearer_token_There]");
    browser.press("good", Keys.ENTER);
    browser.seeText(".modal-ux", "Authorized");
    page.closeDialog();
    page.expand(SHELF);
    assertThat(page.execute(SHELF).status()).isEqualTo("200");
    assertThat(page.isClosed("GET /here/shelf")).isFalse();
    assertQuiet(browser.log(), server.base().toString());
  }

  @Test
  @DisplayName("servers of the application's own document keep their variables")
  void serversKeepTheirVariables() {
    page.open();
    assertThat(servers())
        .isEqualTo(
            List.of(
                server.base() + "/several",
                "https://{user}.shop.example:{port}/{version}",
                server.base() + "/{version}"));
    browser.see("#servers").sendKeys("https");
    browser.seeText(".computed-url", "https://demo.shop.example:8443/v2");
  }

  private List<?> servers() {
    return (List<?>)
        browser.evaluate("[...document.querySelectorAll('#servers option')].map(e => e.value)");
  }

  @Test
  @DisplayName("a picture that an operation answers is shown")
  void pictureIsShown() {
    browser.log().clear();
    page.open();
    page.expand(GIF);
    browser.click(".opblock.is-open .execute");
    browser.see(".live-responses-table img");
    browser.until(
        "the picture is there",
        tab ->
            browser
                .evaluate("document.querySelector('.live-responses-table img').naturalWidth")
                .equals(1L));
    assertThat(browser.see(".live-responses-table img").getAccessibleName())
        .isEqualTo("The picture that was answered");
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("a long answer does not hold the tab: it has no colours, and ends with a note")
  void longAnswerIsShownInPart() {
    page.open();
    page.expand("GET /open/long.json");
    browser.click(".opblock.is-open .execute");
    String text = ".live-responses-table .response .highlight-code pre";
    browser.see(text);
    String end = "document.querySelector('" + text + "').textContent.slice(1000000)";
    assertThat((String) browser.evaluate(end))
        .endsWith("Download has all of it.")
        .hasSizeLessThan(99);
    browser.see(".live-responses-table .download-contents");
  }
}
