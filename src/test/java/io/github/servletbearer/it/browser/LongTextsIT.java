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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The docs page with texts of an application whose words are longer than a line. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class LongTextsIT {
  private static final String WORD = "com.example.".repeat(40);
  private static final String DOCUMENT =
      """
      {
        "openapi": "3.0.3",
        "info": {"title": "WORD", "version": "1", "description": "WORD"},
        "tags": [{"name": "WORD", "description": "WORD"}],
        "paths": {
          "/api/shelf": {
            "get": {
              "tags": ["WORD"],
              "summary": "WORD",
              "description": "WORD\\n\\n| a | b |\\n|---|---|\\n| WORD | WORD |",
              "parameters": [
                {
                  "name": "WORD",
                  "in": "query",
                  "description": "WORD",
                  "schema": {"type": "string", "enum": ["WORD"]}
                }
              ],
              "externalDocs": {"url": "https://example.com/WORD", "description": "WORD"},
              "responses": {"200": {"description": "WORD"}}
            }
          }
        }
      }
      """
          .replace("WORD", WORD);

  private static Container server;

  private final Browser browser;

  LongTextsIT(Stage stage) {
    browser = stage.browser();
  }

  @BeforeAll
  static void start() {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.openapiFile", "/WEB-INF/openapi.json")
            .bearer("bearer", "/api/*")
            .companion()
            .servlet("shelf", ShelfServlet.class, "/api/shelf");
    server =
        ServerSpec.named("long-texts")
            .app(
                WebApp.at("/long")
                    .withBearer()
                    .withTestClasses()
                    .file("WEB-INF/openapi.json", DOCUMENT)
                    .webXml(xml.toString()))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void reset() {
    browser.width(Browser.WIDTH);
  }

  @ParameterizedTest(name = "{0} pixels")
  @ValueSource(ints = {1280, 360})
  @DisplayName("no word makes the page wider than the window")
  void pageIsNoWiderThanTheWindow(int pixels) {
    browser.log().clear();
    browser.width(pixels);
    DocsPage page = new DocsPage(browser, server.base() + "/long").open();
    page.expand("GET /api/shelf");
    assertThat(browser.overflow()).isZero();
    assertQuiet(browser.log(), server.base().toString());
  }
}
