// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document and the docs page, as they are served. */
@ExtendWith(SharedServer.class)
class DocumentIT {

  private static final String SCHEME = "OAuth2PasswordBearer";

  private final Container server;

  DocumentIT(Container server) {
    this.server = server;
  }

  private Http app(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  @ParameterizedTest
  @DisplayName("swagger-parser takes every document without a message; its locks are true")
  @ValueSource(
      strings = {"/demo", "/demo31", "/odd", "/site", "/star", "", "/absolute", "/schemes"})
  void documentIsAccepted(String contextPath) {
    Document document = Document.of(app(contextPath));

    document.assertRequirementsAreDeclared();
    document.assertLocksAreTrue(app(contextPath));
    assertThat(document.names()).contains("POST /token").doesNotHaveDuplicates();
    assertThat(document.operation("post", "/token").security()).isNull();
    assertThat(document.operations())
        .extracting(operation -> operation.json().get("operationId").getAsString())
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("the version of the specification is 3.0.3, or 3.1.0 by setting")
  void versionCanBeChosen() {
    assertThat(Document.of(app("/demo")).json().get("openapi").getAsString()).isEqualTo("3.0.3");
    assertThat(Document.of(app("/demo31")).json().get("openapi").getAsString()).isEqualTo("3.1.0");
  }

  @ParameterizedTest
  @DisplayName("everything is relative, in ROOT and in a context path")
  @ValueSource(strings = {"", "/demo", "/odd"})
  void addressesAreRelative(String contextPath) {
    Document document = Document.of(app(contextPath));

    assertThat(document.serverUrl()).isEqualTo(".");
    assertThat(tokenUrl(document)).isEqualTo("token");
    assertThat(document.json().toString()).doesNotContain("127.0.0.1", "localhost:");
  }

  private static String tokenUrl(Document document) {
    JsonObject flows = document.scheme(SCHEME).getAsJsonObject("flows");
    return flows.getAsJsonObject("password").get("tokenUrl").getAsString();
  }

  @Test
  @DisplayName("publicUrl makes both addresses absolute")
  void publicUrlMakesAddressesAbsolute() {
    Document document = Document.of(app("/absolute"));

    assertThat(document.serverUrl()).isEqualTo("https://api.example.com/shop");
    assertThat(tokenUrl(document)).isEqualTo("https://api.example.com/shop/token");
  }

  @Test
  @DisplayName("MD-1 a hostile Host header leaves no trace in the document")
  void hostHeaderIsNotTrusted() {
    String transcript =
        app("/star").rawText("GET /star/openapi.json HTTP/1.1", "X-Forwarded-Host: evil.example");

    assertThat(transcript).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
  }

  @Test
  @DisplayName("the first steps' scheme is that of FastAPI")
  void schemeIsAsInFastApi() {
    JsonObject scheme = Document.of(app("")).scheme(SCHEME);

    assertThat(scheme.get("type").getAsString()).isEqualTo("oauth2");
    assertThat(scheme.getAsJsonObject("flows").keySet()).containsExactly("password");
  }

  @Test
  @DisplayName("open servlets without annotations are not listed: a document is no map")
  void openServletsAreNotListed() {
    assertThat(Document.of(app("")).json().toString())
        .contains("/api/hello")
        .doesNotContain("elsewhere");
    Document odd = Document.of(app("/odd"));
    assertThat(odd.hasPath("/bare")).isFalse();
    assertThat(odd.hasPath("/open")).isFalse();
    assertThat(odd.operation("get", "/bare/{name}.sec").isLocked()).isTrue();
  }

  @Test
  @DisplayName(
      "methods come from doGet and doPost; a servlet with service alone says that it decides")
  void methodsAreThoseThatAreDeclared() {
    assertThat(Document.of(app("")).names())
        .containsExactlyInAnyOrder("GET /api/hello", "POST /api/hello", "POST /token");
    Document odd = Document.of(app("/odd"));
    for (String method : new String[] {"get", "post"}) {
      Document.Operation operation = odd.operation(method, "/admin");
      assertThat(operation.isLocked()).isTrue();
      assertThat(operation.json().get("description").getAsString()).contains("decides by itself");
    }
  }

  @Test
  @DisplayName("PD-2 a servlet that is covered in part is shown locked there, and only there")
  void partlyCoveredServletIsShownAsItIs() {
    Document site = Document.of(app("/site"));

    assertThat(site.operation("get", "/exact").isLocked()).isTrue();
    assertThat(site.operations())
        .filteredOn(operation -> operation.path().startsWith("/things/private"))
        .isNotEmpty()
        .allMatch(Document.Operation::isLocked);
  }

  @Test
  @DisplayName("a lock stands on exactly what is covered, {} beside it where it is optional")
  void locksFollowTheFilters() {
    Document demo = Document.of(app("/demo"));

    assertThat(demo.operation("get", "/api/items").security())
        .isEqualTo(Document.parse("[{\"" + SCHEME + "\": []}]"));
    assertThat(demo.operation("get", "/api/admin/report").security())
        .isEqualTo(Document.parse("[{\"" + SCHEME + "\": [\"admin\"]}]"));
    assertThat(demo.operation("get", "/optional/items").security())
        .hasSize(2)
        .contains(new JsonObject());
    assertThat(demo.operation("get", "/public/health").security()).isNull();
    assertThat(
            demo.operation("get", "/api/admin/report").json().getAsJsonObject("responses").keySet())
        .contains("401", "403");
  }

  @Test
  @DisplayName("strong ETag, 304, HEAD; nothing but GET and HEAD")
  void documentIsCachedByItsTag() {
    Http demo = app("/demo");
    Answer answer = demo.get("/openapi.json");
    String tag = answer.header("ETag");

    assertThat(tag).matches("\"[^\"]+\"");
    assertThat(demo.get("/openapi.json").text()).isEqualTo(answer.text());
    Answer unchanged = demo.get("/openapi.json", "If-None-Match", tag);
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.size()).isZero();
    assertThat(demo.get("/openapi.json", "If-None-Match", "\"other\"").status()).isEqualTo(200);
    Answer head = demo.raw("HEAD /demo/openapi.json HTTP/1.1");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.size()).isZero();
    assertThat(demo.send("POST", "/openapi.json", "").status()).isEqualTo(405);
    assertThat(demo.raw("TRACE /demo/docs HTTP/1.1", "X-Probe: traced").text())
        .doesNotContain("traced");
    Refusals.assertNoCookie(answer);
  }

  @Test
  @DisplayName("docs=off: neither document nor page, but the login")
  void docsCanBeSwitchedOff() {
    Http app = app("/nodocs");

    assertThat(app.get("/openapi.json").status()).isEqualTo(404);
    assertThat(app.get("/docs").status()).isEqualTo(404);
    assertThat(app.get("/docs/swagger-ui.css").status()).isEqualTo(404);
    assertThat(app.getWith(app.login("johndoe", "secret"), "/api/x").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("DP-1 DP-2 the docs page is strict and asks nobody else for anything")
  void docsPageIsStrict() {
    Answer page = app("/demo").get("/docs");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).matches("(?i)text/html; ?charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.text())
        .doesNotContainPattern("(src|href)=\"(https?:)?//")
        .doesNotContainPattern("<script>|<style|style=| on[a-z]+=");
    Refusals.assertNoCookie(page);
  }

  @Test
  @DisplayName("assets come compressed or plain, as the client can read them, and may be kept")
  void assetsAreCompressedAndKept() {
    Matcher link =
        Pattern.compile("href=\"([^\"]+\\.css)\"").matcher(app("/demo").get("/docs").text());
    int plainSize = 0;
    while (link.find()) {
      String path = app("/demo").address("/docs").resolve(link.group(1)).getPath();
      String line = "GET " + path + " HTTP/1.1";
      Answer plain = app("/demo").raw(line);
      Answer packed = app("/demo").raw(line, "Accept-Encoding: br, gzip");

      assertThat(plain.status()).isEqualTo(200);
      assertThat(plain.has("Content-Encoding")).isFalse();
      assertThat(plain.header("Content-Type")).startsWith("text/css");
      assertThat(plain.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(app("/demo").raw(line, "Accept-Encoding: gzip;q=0").has("Content-Encoding"))
          .isFalse();
      assertThat(packed.size()).isLessThanOrEqualTo(plain.size());
      if (packed.has("Content-Encoding")) {
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(packed.size()).isLessThan(plain.size());
      }
      plainSize = Math.max(plainSize, plain.size());
    }
    assertThat(plainSize).as("swagger-ui.css is among them").isGreaterThan(100_000);
  }

  @Test
  @DisplayName("each scheme has its own lock, token address and scopes")
  void schemesAreKeptApart() {
    Document document = Document.of(app("/schemes"));

    assertThat(document.operation("get", "/own/hello").security())
        .isEqualTo(Document.parse("[{\"Own\": []}]"));
    assertThat(document.operation("get", "/partner/hello").security())
        .isEqualTo(Document.parse("[{\"Partner\": [\"user\"]}]"));
    assertThat(document.scheme("Partner"))
        .isEqualTo(
            Document.parse(
                """
                {"type": "oauth2", "description": "Ask the <partner>", "flows": {"password": {
                  "tokenUrl": "https://idp.example.com/oauth/token",
                  "refreshUrl": "https://idp.example.com/oauth/refresh",
                  "scopes": {"user": "Use <it>", "admin": "\\"All\\" & more"}}}}
                """));
    assertThat(app("/schemes").get("/docs").header("Content-Security-Policy"))
        .contains("connect-src 'self' https://idp.example.com");
    assertThat(app("/schemes").getWith("good", "/partner/hello").status()).isEqualTo(200);
    assertThat(app("/schemes").getWith("good", "/own/hello").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("DP-5 texts of the application are encoded wherever they are shown")
  void textsAreEncoded() {
    for (String path : new String[] {"/docs", "/token"}) {
      Answer page = app("/schemes").get(path, "Accept", "text/html");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text()).contains("alert(1)").doesNotContain("<script>alert");
    }
    Document document = Document.of(app("/schemes"));
    assertThat(document.json().getAsJsonObject("info").get("title").getAsString())
        .isEqualTo(TestApps.TITLE);
  }

  @Test
  @DisplayName("/docs/ leads to the page without naming a host")
  void docsWithSlashLeadsToThePage() {
    Answer answer = app("/demo").get("/docs/");

    if (answer.status() != 200) {
      assertThat(answer.status()).isIn(301, 302, 303, 307, 308);
      assertThat(app("/demo").address("/docs/").resolve(answer.header("Location")))
          .isEqualTo(app("/demo").address("/docs"));
    }
  }
}
