// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.internal.openapi.Application;
import io.github.servletbearer.internal.openapi.HttpExchange;
import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import io.github.servletbearer.internal.openapi.jaxrs.JaxRsReader;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DocsEndpointTest {
  private static final String SERVLET = "org.glassfish.jersey.servlet.ServletContainer";
  private static final String OWN_DOCUMENT =
      "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"Shop\", \"version\": \"1\"},"
          + " \"paths\": {\"/nowhere\": {\"get\":"
          + " {\"responses\": {\"200\": {\"description\": \"All\"}}}}}}";

  private final Application application = new Application().companion().filter("f", "/a");

  private HttpExchange page(String pathInfo) throws Exception {
    HttpExchange exchange = new HttpExchange("GET", pathInfo);
    application.endpoint().serveDocs(exchange.request(), exchange.response());
    return exchange;
  }

  private HttpExchange document(HttpExchange exchange) throws Exception {
    application.endpoint().serveDocument(exchange.request(), exchange.response());
    return exchange;
  }

  @Test
  void pageNamesEverythingRelativeToItself() throws Exception {
    String html = page(null).text();
    assertThat(html).contains("data-document=\"openapi.json\"", "Shop &amp; &lt;Co&gt;");
    assertThat(html).containsPattern("src=\"docs/[0-9.]+-[0-9a-f]{8}/docs.js\"");
    assertThat(html).doesNotContain("://", "=\"/", "<style", "style=", "onload");
  }

  @Test
  void pageAndDocumentInFoldersFindEachOther() throws Exception {
    Application deep =
        new Application()
            .servlet(
                "bearer", "io.github.servletbearer.BearerServlet", "/x/docs/*", "/y/openapi.json");
    HttpExchange exchange = new HttpExchange("GET", null);
    deep.endpoint().serveDocs(exchange.request(), exchange.response());
    assertThat(exchange.text()).contains("data-document=\"../y/openapi.json\"");
  }

  @Test
  void pageIsHeldToAStrictPolicy() throws Exception {
    Map<String, String> headers = page(null).headers();
    assertThat(headers)
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("X-Frame-Options", "DENY")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
        .containsEntry("Cache-Control", "no-cache");
  }

  @Test
  void pageMayCallTheOriginsOfTheSettings() throws Exception {
    application
        .set("publicUrl", "https://api.example.com:8443/shop")
        .set("tokenUrl", "https://id.example.com/token");
    assertThat(page(null).headers().get("Content-Security-Policy"))
        .contains("connect-src 'self' https://api.example.com:8443 https://id.example.com;");
  }

  @Test
  @DisplayName("a login of a scheme may be answered by the issuers of its filters alone (RFC 9207)")
  void pageKnowsTheIssuersOfEachScheme() throws Exception {
    application
        .set("jwksIssuer", "https://one.example, https://two.example")
        .set("jwksAudience", "shop")
        .filter(
            "one", "/one", "verify", "jwks", "schemeName", "One", "issuers", "https://one.example")
        .filter("all", "/all", "verify", "jwks", "schemeName", "All");
    assertThat(page(null).text().replace("&quot;", "\""))
        .contains("\"One\":{\"issuers\":[\"https://one.example\"],\"jwt\":true}")
        .contains("\"All\":{\"issuers\":[\"https://one.example\",\"https://two.example\"],")
        .contains("\"OAuth2PasswordBearer\":{\"issuers\":[\"https://one.example\",");
  }

  @Test
  @DisplayName("DP-1 only the provider that gives tokens may be called, not its login page")
  void pageMayCallTheTokenEndpointOfAProvider() throws Exception {
    application
        .set("authorizationUrl", "https://login.example.com/authorize")
        .set("tokenUrl", "https://id.example.com/token");
    assertThat(page(null).headers().get("Content-Security-Policy"))
        .contains("connect-src 'self' https://id.example.com;")
        .doesNotContain("login.example.com");
  }

  @Test
  void pageKnowsItsClientsAndWhereLoginsComeBackTo() throws Exception {
    assertThat(page(null).text())
        .contains("data-redirect=\"docs/oauth2-redirect.html\"")
        .contains("data-schemes=\"{&quot;OAuth2PasswordBearer&quot;:{&quot;jwt&quot;:false}}\"");
    application
        .set("authorizationUrl", "https://id.example.com/authorize")
        .set("tokenUrl", "https://id.example.com/token")
        .set("clientId", "a\"b'<c>");
    assertThat(page(null).text())
        .contains(
            "data-schemes=\"{&quot;OAuth2PasswordBearer&quot;:{&quot;client&quot;:&quot;a\\&quot;b&#39;&lt;c&gt;&quot;,"
                + "&quot;jwt&quot;:false}}\"");
  }

  @Test
  @DisplayName("DP-1 the page that holds a code calls no server, is in no cache, frame or Referer")
  void pageOfTheWayBackIsHeldToAStricterPolicy() throws Exception {
    HttpExchange exchange = page("/oauth2-redirect.html");
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.headers())
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("X-Frame-Options", "DENY")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
        .containsEntry("Cache-Control", "no-store");
    String folder = StaticAssets.load().version() + "/";
    assertThat(exchange.text())
        .contains("src=\"" + folder + "oauth2-redirect.js\"", "Shop &amp; &lt;Co&gt;")
        .contains("href=\"../docs\"")
        .doesNotContain("://", "=\"/", "<style", "style=", "onload");
    assertThat(page("/" + folder + "oauth2-redirect.js").text()).contains("'./handover.js'");
    assertThat(page("/" + folder + "handover.js").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("DP-5 docs=off answers 404 for the way back, too")
  void docsOffHidesTheWayBack() throws Exception {
    application.set("docs", "off");
    assertThat(page("/oauth2-redirect.html").status()).isEqualTo(404);
  }

  @Test
  void slashLeadsBackToThePage() throws Exception {
    HttpExchange exchange = page("/");
    assertThat(exchange.status()).isEqualTo(302);
    assertThat(exchange.headers()).containsEntry("Location", "../docs");
  }

  @Test
  void assetsAreImmutableUnderTheirVersion() throws Exception {
    String version = StaticAssets.load().version();
    HttpExchange exchange = page("/" + version + "/swagger-ui-bundle.js");
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.headers())
        .containsEntry("Cache-Control", "public, max-age=31536000, immutable")
        .containsEntry("Vary", "Accept-Encoding")
        .doesNotContainKey("Content-Encoding");
    assertThat(exchange.text()).contains("SwaggerUIBundle").hasSizeGreaterThan(1_000_000);
  }

  @Test
  void everythingThatThePageNamesIsThere() throws Exception {
    String html = page(null).text();
    var matcher = java.util.regex.Pattern.compile("\"docs(/[^\"]+)\"").matcher(html);
    int found = 0;
    while (matcher.find()) {
      assertThat(page(matcher.group(1)).status()).isEqualTo(200);
      found++;
    }
    assertThat(found).isEqualTo(6);
  }

  @Test
  void otherNamesAreNotFound() throws Exception {
    String version = StaticAssets.load().version();
    for (String path :
        new String[] {
          "/x",
          "/docs.js",
          "/oauth2-redirect.html/",
          "/oauth2-redirect.js",
          "/0-00000000/docs.js",
          "/" + version,
          "/" + version + "/",
          "/" + version + "/assets.properties",
          "/" + version + "/../DocsPage.class",
          "/" + version + "//docs.js",
          "/" + version + "/swagger-ui.css.gz"
        }) {
      assertThat(page(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void gzipIsSentToThoseWhoTakeIt() throws Exception {
    HttpExchange plain = document(new HttpExchange("GET", null));
    HttpExchange gzip =
        document(new HttpExchange("GET", null).with("Accept-Encoding", "br, gzip;q=0.5"));
    HttpExchange none =
        document(new HttpExchange("GET", null).with("Accept-Encoding", "gzip;q=0.0"));
    assertThat(gzip.headers()).containsEntry("Content-Encoding", "gzip");
    assertThat(none.headers()).doesNotContainKey("Content-Encoding");
    assertThat(gzip.unzipped()).isEqualTo(plain.text());
    assertThat(gzip.headers().get("ETag")).isNotEqualTo(plain.headers().get("ETag"));
  }

  @Test
  void clientThatHasTheDocumentGetsNotModified() throws Exception {
    String etag = document(new HttpExchange("GET", null)).headers().get("ETag");
    assertThat(etag).matches("\"[0-9a-f]{32}\"");
    for (String known : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
      HttpExchange again = document(new HttpExchange("GET", null).with("If-None-Match", known));
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.text()).isEmpty();
      assertThat(again.headers()).containsEntry("ETag", etag);
    }
    assertThat(document(new HttpExchange("GET", null).with("If-None-Match", "\"x\"")).status())
        .isEqualTo(200);
  }

  @Test
  void headHasTheHeadersAlone() throws Exception {
    HttpExchange get = document(new HttpExchange("GET", null));
    HttpExchange head = document(new HttpExchange("HEAD", null));
    assertThat(head.text()).isEmpty();
    assertThat(head.headers()).isEqualTo(get.headers());
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    HttpExchange exchange = document(new HttpExchange("POST", null));
    assertThat(exchange.status()).isEqualTo(405);
    assertThat(exchange.headers()).containsEntry("Allow", "GET, HEAD");
  }

  @Test
  void docsOffHidesAll() throws Exception {
    application.set("docs", "off");
    assertThat(page(null).status()).isEqualTo(404);
    assertThat(page("/").status()).isEqualTo(404);
    assertThat(document(new HttpExchange("GET", null)).status()).isEqualTo(404);
  }

  @Test
  void textOfTheSettingsIsEscaped() throws Exception {
    application.set("title", "<a href=\"x\">'&");
    assertThat(page(null).text()).contains("<title>&lt;a href=&quot;x&quot;&gt;&#39;&amp;</title>");
  }

  @Test
  void everyModuleThatAScriptImportsIsThere() throws Exception {
    String folder = "/" + StaticAssets.load().version() + "/";
    var imports = java.util.regex.Pattern.compile("from '\\./([^']+)'");
    var matcher = imports.matcher(page(folder + "docs.js").text());
    int found = 0;
    while (matcher.find()) {
      assertThat(page(folder + matcher.group(1)).status()).isEqualTo(200);
      found++;
    }
    assertThat(found).isEqualTo(7);
  }

  /** A resource behind JAX-RS that declares what its filter does not enforce. */
  @Path("orders")
  public static class Orders {
    @GET
    @SecurityRequirement(name = "Portal")
    public String all() {
      return "";
    }

    @GET
    @Path("{id}")
    @SecurityRequirement(name = "Portal")
    public String one() {
      return "";
    }
  }

  @Test
  void eachContradictionIsLoggedOnceBehindFrameworksToo() throws Exception {
    Application resources =
        new Application()
            .companion()
            .files(new FrameworkApplication(JaxRsReader::new, SERVLET, Orders.class))
            .servlet("rest", SERVLET, "/api/*")
            .filter("f", "/api/*")
            .ownDocument(OWN_DOCUMENT);
    DocsEndpoint endpoint = resources.endpoint();
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      endpoint.logWarnings();
      assertThat(log.lines()).singleElement().asString().contains("/nowhere");
      for (int i = 0; i < 2; i++) {
        HttpExchange exchange = new HttpExchange("GET", null);
        endpoint.serveDocument(exchange.request(), exchange.response());
      }
      assertThat(log.lines())
          .hasSize(2)
          .anyMatch(
              line ->
                  line.contains("GET /api/orders requires the scheme Portal")
                      && line.endsWith("; so it is with 1 more of its operations."));
    }
  }
}
