// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.EchoServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The docs page of an application whose names and values are not like those of others. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class OddNamesIT {
  private static final String GET = "GET /api/{x}";
  private static final String POST = "POST /api/{x}";

  /** With names of members that each object of JavaScript has. */
  private static final String DOCUMENT =
      """
      {
        "openapi": "3.0.3",
        "info": {"title": "Odd", "version": "1"},
        "tags": [{"name": "constructor"}],
        "paths": {
          "/api/{x}": {
            "parameters": [
              {"name": "x", "in": "path", "required": true, "schema": {"type": "string"}}
            ],
            "get": {
              "tags": ["constructor", "__proto__"],
              "operationId": "toString",
              "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
              "responses": {"200": {"description": "What arrives"}}
            },
            "post": {
              "operationId": "upload",
              "parameters": [{"name": "X-Read", "in": "header", "schema": {"type": "string"}}],
              "requestBody": {
                "content": {
                  "multipart/form-data": {
                    "schema": {
                      "type": "object",
                      "properties": {"file": {"type": "string", "format": "binary"}}
                    }
                  }
                }
              },
              "responses": {"200": {"description": "What arrives"}}
            }
          }
        },
        "components": {"schemas": {"__proto__": {"type": "object"}}}
      }
      """;

  private static Container server;

  private final Browser browser;
  private final String origin;

  OddNamesIT(Stage stage) {
    browser = stage.browser();
    origin = server.base().toString();
  }

  @BeforeAll
  static void start() {
    WebXml names =
        new WebXml()
            .contextParam("bearer.openapiFile", "/WEB-INF/openapi.json")
            .bearer("bearer", "/api/*")
            .companion()
            .servlet("echo", EchoServlet.class, "/api/*");
    WebXml schemes =
        new WebXml()
            .bearer("first", "/first/*", "schemeName", "First")
            .bearer("second", "/second/*", "schemeName", "Second")
            .companion()
            .servlet("echo", EchoServlet.class, "/first/*", "/second/*");
    server =
        ServerSpec.named("odd-names")
            .app(
                WebApp.at("/names")
                    .withBearer()
                    .withTestClasses()
                    .file("WEB-INF/openapi.json", DOCUMENT)
                    .webXml(names.toString()))
            .app(WebApp.at("/schemes").withBearer().withTestClasses().webXml(schemes.toString()))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @Test
  @DisplayName("tags and ids may be called as members of objects; a path's value is one segment")
  void namesOfMembers() {
    DocsPage page = new DocsPage(browser, origin + "/names").open();
    page.logIn("johndoe", "secret");
    page.expand(GET);
    browser.type(".opblock.is-open input[placeholder=x]", "a?b#c é+5%");
    browser.type(".opblock.is-open input[placeholder=q]", "&v=1");

    assertThat(page.execute(GET).body())
        .contains("\"pathInfo\": \"/a?b#c é+5%\"", "\"queryString\": \"q=%26v%3D1\"");
    assertQuiet(browser.log(), origin);
  }

  @Test
  @DisplayName("a file is sent as it is")
  void fileIsSent() {
    Path file = Kit.target("browser", "sent é;.txt");
    Kit.write(file, "Inhalt: ä");
    DocsPage page = new DocsPage(browser, origin + "/names").open();
    page.logIn("johndoe", "secret");
    page.expand(POST);
    browser.type(".opblock.is-open input[placeholder=x]", "u");
    browser.type(".opblock.is-open input[placeholder=X-Read]", "body");
    browser.see(".opblock.is-open input[type=file]").sendKeys(file.toString());

    assertThat(page.execute(POST).body()).contains("Inhalt: ä", "sent é;.txt", "text/plain");
  }

  @Test
  @DisplayName("two schemes with a password each have fields of their own")
  void schemesHaveFieldsOfTheirOwn() {
    DocsPage page = new DocsPage(browser, origin + "/schemes").open();
    page.openDialog();
    browser.untilStill();
    assertThat(browser.barriers()).isEmpty();

    browser.click(".auth-container:nth-of-type(2) label[for^=oauth_username]");
    browser.press("alice", Keys.TAB, "secret2", Keys.ENTER);
    browser.seeText(".modal-ux", "Logout");
    page.closeDialog();

    assertThat(page.login()).contains("alice");
    assertThat(page.isClosed("GET /second")).isTrue();
    assertThat(page.isClosed("GET /first")).isFalse();
    assertQuiet(browser.log(), origin);
  }
}
