// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.app.AsyncServlet;
import io.github.servletbearer.it.app.BrokenUsers;
import io.github.servletbearer.it.app.DisguiseFilter;
import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.ErrorVerifier;
import io.github.servletbearer.it.app.FailServlet;
import io.github.servletbearer.it.app.HelloServlet;
import io.github.servletbearer.it.app.NullVerifier;
import io.github.servletbearer.it.app.RelayServlet;
import io.github.servletbearer.it.app.TableVerifier;
import io.github.servletbearer.it.app.ThrowingVerifier;
import io.github.servletbearer.it.app.UnavailableVerifier;
import io.github.servletbearer.it.app.WrappingFilter;
import io.github.servletbearer.it.app.docs.ActionServlet;
import io.github.servletbearer.it.app.docs.BookServlet;
import io.github.servletbearer.it.app.docs.CatalogueServlet;
import io.github.servletbearer.it.app.docs.PlainServlet;
import io.github.servletbearer.it.app.docs.RareBookServlet;
import io.github.servletbearer.it.app.docs.SecretServlet;
import io.github.servletbearer.it.app.docs.ServiceOnlyServlet;
import java.util.List;

/** The web applications that the suite is run against. None of their servlets knows of ours. */
final class TestApps {

  static final String REALM = "odd";

  /** A realm that must be escaped on the wire, as it stands in web.xml and as clients read it. */
  static final String SITE_REALM = "The \"site\" \\ realm";

  static final String TITLE = "</script></title><script>alert(1)</script>\"'&amp;";

  static final String FRONTEND = "https://front.example";

  private TestApps() {}

  /** One path for each way to cover a servlet, and one for each way to verify a token. */
  static WebApp odd() {
    return oddAt("/odd");
  }

  /** The same application elsewhere, with further shared settings: names and values. */
  static WebApp oddAt(String contextPath, String... settings) {
    WebXml xml = new WebXml();
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam(settings[i], settings[i + 1]);
    }
    xml.contextParam("bearer.realm", REALM)
        .contextParam("bearer.roles", "user, admin")
        .contextParam("bearer.corsAllowedOrigins", FRONTEND + ", http://localhost:3000")
        .contextParam("bearer.passThroughFilters", "disguise")
        .filter("disguise", DisguiseFilter.class.getName())
        .mapFilter("disguise", "/*", List.of("REQUEST"))
        .bearer("bearer", "/api/*")
        .mapFilter("bearer", "*.sec")
        .mapFilter("bearer", "servlet:named")
        .mapFilter("bearer", "servlet:root")
        .bearer("admin", "/admin/*", "requiredScopes", "admin")
        .bearer("scoped", "/scoped/*", "requiredScopes", "GET: user; *: admin")
        .bearer("optional", "/optional/*", "autoError", "false")
        .bearer("presence", "/presence/*", "verify", "presence", "attribute", "accessToken")
        .bearer("table", "/table/*", "verify", TableVerifier.class.getName())
        .bearer("throws", "/throws/*", "verify", ThrowingVerifier.class.getName())
        .bearer("error", "/error/*", "verify", ErrorVerifier.class.getName())
        .bearer("null", "/null/*", "verify", NullVerifier.class.getName())
        .bearer("down", "/down/*", "verify", UnavailableVerifier.class.getName())
        .filter("wrapping", WrappingFilter.class.getName())
        .mapFilter("wrapping", "/api/wrapped/*", List.of("REQUEST", "FORWARD"))
        .companion()
        .servlet("api", EchoServlet.class, "/api/*", "/admin/*", "/scoped/*")
        .servlet("echo", EchoServlet.class, "/optional/*", "/presence/*", "/table/*")
        .servlet("behind", EchoServlet.class, "/throws/*", "/error/*", "/null/*", "/down/*")
        .servlet("bare", EchoServlet.class, "/bare/*")
        .servlet("named", EchoServlet.class, "/byname/*")
        .servlet("root", EchoServlet.class, "")
        .servlet("sec", EchoServlet.class, "*.sec")
        .servlet("relay", RelayServlet.class, "/open/*", "/api/relay/*", "/presence/relay/*")
        .servlet("async", AsyncServlet.class, "/api/async/*");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Error pages and welcome files, of which some lie behind the filter. */
  static WebApp site() {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.realm", SITE_REALM)
            .contextParam("bearer.roles", "user, admin")
            .bearer("bearer", "/api/*")
            .mapFilter("bearer", "*.sec")
            .mapFilter("bearer", "/area/*")
            .mapFilter("bearer", "/things/private/*")
            .mapFilter("bearer", "/exact")
            .mapFilter("bearer", "/errors/*", List.of("REQUEST", "ERROR"))
            .companion()
            .servlet("api", EchoServlet.class, "/api/*")
            .servlet("sec", EchoServlet.class, "*.sec")
            .servlet("things", HelloServlet.class, "/things/*", "/exact", "/exactly", "*.thing")
            .servlet("private-things", HelloServlet.class, "/area/things/*")
            .servlet("fail", FailServlet.class, "/api/fail", "/open/fail")
            .servlet("error-page", EchoServlet.class, "/errors/page")
            .servlet("unwanted", EchoServlet.class, "/unwanted")
            .errorPage("404", "/errors/page")
            .errorPage("javax.servlet.ServletException", "/errors/page")
            .raw("<welcome-file-list><welcome-file>index.sec</welcome-file>")
            .raw("<welcome-file>index.html</welcome-file></welcome-file-list>\n");
    for (String code : List.of("400", "401", "403", "405", "413", "429", "503")) {
      xml.errorPage(code, "/unwanted");
    }
    return WebApp.at("/site")
        .withBearer()
        .withTestClasses()
        .file("area/index.html", "the area's welcome page")
        .file("area/page.jsp", "<%@ page session=\"false\" %>token=${requestScope.token}")
        .file("wel/readme.txt", "so that the folder exists")
        .webXml(xml.toString());
  }

  /** One filter on everything, with exclusions; default servlet, JSPs and companion included. */
  static WebApp star() {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.realm", "star")
            .contextParam("bearer.roles", "user")
            .bearer("everything", "/*", "exclude", "/open/*, /health")
            .companion()
            .servlet("echo", EchoServlet.class, "/echo/*", "/tokens", "/documents/*")
            .servlet("hello", HelloServlet.class, "/hello", "/open/hello/*")
            .servlet("open", EchoServlet.class, "/open/*", "/health", "/healthy")
            .servlet("relay", RelayServlet.class, "/open/relay/*", "/relay/*")
            .bearer("by-name", "servlet:secret", "exclude", "/open/*")
            .servlet("secret", EchoServlet.class, "/secret")
            .servlet("async", AsyncServlet.class, "/open/async/*");
    return WebApp.at("/star")
        .withBearer()
        .withTestClasses()
        .file("static.txt", "a static file")
        .webXml(xml.toString());
  }

  /** The design's block, unchanged, in the ROOT context. */
  static WebApp root() {
    WebXml xml =
        new WebXml()
            .raw(WebXml.DESIGN_BLOCK)
            .servlet("hello", HelloServlet.class, "/api/hello")
            .servlet("elsewhere", HelloServlet.class, "/elsewhere/*")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    return WebApp.at("").withBearer().withTestClasses().webXml(xml.toString());
  }

  /** The demo, with its document in the newer version of the specification. */
  static WebApp demo31() {
    WebXml setting = new WebXml().contextParam("bearer.openapiVersion", "3.1.0");
    return WebApp.at("/demo31").copyOf(Kit.path("demo.war")).appendToWebXml(setting.toString());
  }

  /** Two schemes, one of them of an identity provider elsewhere, and a title full of markup. */
  static WebApp schemes() {
    String[] partner = {
      "schemeName", "Partner",
      "verify", TableVerifier.class.getName(),
      "requiredScopes", "user",
      "tokenUrl", "https://idp.example.com/oauth/token",
      "refreshUrl", "https://idp.example.com/oauth/refresh",
      "scopes", "user = Use <it>; admin = \"All\" & more",
      "description", "Ask the <partner>"
    };
    WebXml xml =
        new WebXml()
            .contextParam("bearer.title", TITLE)
            .contextParam("bearer.realm", "schemes")
            .bearer("own", "/own/*", "schemeName", "Own")
            .bearer("partner", "/partner/*", partner)
            .companion()
            .servlet("own-hello", HelloServlet.class, "/own/hello")
            .servlet("partner-hello", HelloServlet.class, "/partner/hello")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    return WebApp.at("/schemes").withBearer().withTestClasses().webXml(xml.toString());
  }

  /** The companion below a folder, and behind a filter on everything. */
  static WebApp moved() {
    String companion = "io.github.servletbearer.BearerServlet";
    WebXml xml =
        new WebXml()
            .contextParam("bearer.realm", "moved")
            .bearer("bearer", "/*")
            .servlet("companion", companion, "/auth/token", "/auth/openapi.json", "/auth/docs/*")
            .servlet("hello", HelloServlet.class, "/hello", "/auth/other", "/token")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    return WebApp.at("/moved").withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Users that are checked by a class, which fails in several ways. */
  static WebApp brokenUsers() {
    return brokenUsersAt("/broken-users", "bearer.accessTokenLifetime", "3s");
  }

  /** The same application elsewhere, with one other shared setting. */
  static WebApp brokenUsersAt(String contextPath, String setting, String value) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.users", BrokenUsers.class.getName())
            .contextParam("bearer.realm", "broken")
            .contextParam(setting, value)
            .bearer("bearer", "/api/*")
            .companion()
            .servlet("api", EchoServlet.class, "/api/*");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Hard to document: one of everything that annotations, mappings and filters can do. */
  static WebApp library(String contextPath, String... settings) {
    WebXml xml = new WebXml();
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam(settings[i], settings[i + 1]);
    }
    String catalogue = "books:read = Read books; books:write = Write \"all\" books";
    xml.contextParam("bearer.realm", "library")
        .contextParam("bearer.roles", "user")
        .contextParam("bearer.documentServlets", "plain")
        .bearer("read", "/books/*", "scopes", catalogue)
        .bearer(
            "write",
            "/books/*",
            "requiredScopes",
            "GET: books:read; *: books:read books:write",
            "scopes",
            catalogue)
        .bearer("parts", "/plain/inner/*", "scopes", catalogue)
        .mapFilter("parts", "/plain/exact")
        .mapFilter("parts", "/catalogue/*")
        .mapFilter("parts", "servlet:named")
        .mapFilter("parts", "/secret")
        .bearer("optional", "/v1/catalogue/*", "autoError", "false", "scopes", catalogue)
        .bearer("presence", "/mend/*", "verify", "presence", "schemeName", "AnyToken")
        .bearer(
            "partner",
            "*.do",
            "verify",
            TableVerifier.class.getName(),
            "schemeName",
            "Partner.Login-1",
            "description",
            "For partners: <b>ask</b> \"the library\" (Zürich)",
            "tokenUrl",
            "https://login.example/token",
            "refreshUrl",
            "https://login.example/refresh",
            "requiredScopes",
            "user",
            "scopes",
            "user = Use; guest = Look")
        .companion()
        .servlet("books", BookServlet.class, "/books/*")
        .servlet("rare-books", RareBookServlet.class, "/books/rare/*")
        .servlet(
            "catalogue",
            CatalogueServlet.class,
            "/catalogue/*",
            "/v1/catalogue/*",
            "/shop/catalogue",
            "/große bücher/100%25",
            "*.cat")
        .servlet("action", ActionServlet.class, "*.do")
        .servlet("mend", ServiceOnlyServlet.class, "/mend/*")
        .servlet("plain", PlainServlet.class, "/plain/*")
        .servlet("named", PlainServlet.class, "")
        .servlet("unnamed", PlainServlet.class, "/unnamed")
        .servlet("secret", SecretServlet.class, "/secret");
    return WebApp.at(contextPath)
        .withBearer()
        .withSwaggerAnnotations()
        .withTestClasses()
        .webXml(xml.toString());
  }

  /** One controller at {@code *.do}, described by a document of the application's own. */
  static WebApp orderDesk(String contextPath, String... settings) {
    return orderDeskWith(orderDeskDocument(), contextPath, settings);
  }

  /** The same with another document. */
  static WebApp orderDeskWith(String document, String contextPath, String... settings) {
    WebXml xml = new WebXml();
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam(settings[i], settings[i + 1]);
    }
    xml.contextParam("bearer.openapiFile", "/WEB-INF/openapi.json")
        .contextParam("bearer.roles", "user")
        .bearer("actions", "servlet:action", "exclude", "/ping.do")
        .bearer("items", "/items/*")
        .companion()
        .servlet("action", EchoServlet.class, "*.do")
        .servlet("items", HelloServlet.class, "/items/*");
    return WebApp.at(contextPath)
        .withBearer()
        .withTestClasses()
        .file("WEB-INF/openapi.json", document)
        .webXml(xml.toString());
  }

  static String orderDeskDocument() {
    return Kit.read(
        Kit.path("project.basedir")
            .resolve("src/test/resources/io/github/servletbearer/it/order-desk.json"));
  }

  /** Tomcat's examples as they ship, with the drop-in JAR and the design's block. */
  static WebApp examples() {
    String block = WebXml.DESIGN_BLOCK.replace("/api/*", "/servlets/servlet/*");
    return WebApp.at("/examples")
        .copyOf(Kit.path("tomcat9.home").resolve("webapps/examples"))
        .withBearer()
        .appendToWebXml(block);
  }
}
