// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import javax.servlet.FilterConfig;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.SessionCookieConfig;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules themselves are in RawPathTest. */
class StrictPathFilterTest {
  private final Fakes.Response response = new Fakes.Response();
  private boolean ran;

  /** A request for this URI, what the container has made of its path, and headers. */
  public record Request(
      String uri,
      String getServletPath,
      String getPathInfo,
      String getServerName,
      Map<String, List<String>> headers) {
    Request(String uri) {
      this(uri, "/api/items", null);
    }

    Request(String uri, String servletPath, String pathInfo) {
      this(uri, servletPath, pathInfo, "localhost", Map.of());
    }

    static Request with(String header, String... values) {
      Map<String, List<String>> headers = Map.of(header, List.of(values));
      return new Request("/open", "/open", null, "localhost", headers);
    }

    static Request at(String serverName) {
      return new Request("/open", "/open", null, serverName, Map.of());
    }

    public Enumeration<String> getHeaders(String name) {
      return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    public String getHeader(String name) {
      return headers.getOrDefault(name, Collections.singletonList(null)).get(0);
    }

    public String getScheme() {
      return headers.getOrDefault(":scheme", List.of("http")).get(0);
    }

    public String getRequestURI() {
      return uri;
    }

    public String getContextPath() {
      return "/shop";
    }

    public String getMethod() {
      return "GET";
    }
  }

  private void ask(String uri) throws Exception {
    ask(new Request(uri));
  }

  private void ask(Request request) throws Exception {
    new StrictPathFilter()
        .doFilter(
            Fakes.as(HttpServletRequest.class, request),
            response.http(),
            (passed, answer) -> ran = true);
  }

  @Test
  void pathWithOneReadingPasses() throws Exception {
    ask("/shop/api/items;jsessionid=0A1B");
    assertThat(ran).isTrue();
  }

  @Test
  void pathWithTwoReadingsIsABadRequest() throws Exception {
    ask("/shop//api/items");
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
    assertThat(response.text())
        .startsWith("{\"detail\":\"This path can be read in two ways.")
        .doesNotContain("items");
  }

  @Test
  void sessionIdOfARefusedPathIsNotLogged() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      ask("/shop//api/items;jsessionid=0A1B");
      assertThat(log.lines()).singleElement().asString().endsWith("two ways: /shop//api/items;...");
    }
  }

  @Test
  void refusedPathsAreOneLineAMinute() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      StrictPathFilter filter = new StrictPathFilter();
      for (int i = 0; i < 50; i++) {
        Request request = Request.with("X-Forwarded-Prefix", "/x\nINFO forged " + i);
        filter.doFilter(
            Fakes.as(HttpServletRequest.class, request),
            new Fakes.Response().http(),
            (passed, answer) -> ran = true);
      }
      assertThat(ran).isFalse();
      List<String> shown = new ArrayList<>(log.lines());
      shown.removeIf(line -> !line.startsWith("INFO"));
      assertThat(shown).singleElement().asString().contains("forged 0").doesNotContain("\n");
    }
  }

  /** As WildFly 26 leaves it where a session id follows, so that no filter on /api/* runs. */
  @Test
  void pathThatTheContainerLeavesEncodedIsABadRequest() throws Exception {
    ask(new Request("/shop/caf%C3%A9/items;jsessionid=1", "/caf%C3%A9/items", null));
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
    ask(new Request("/shop/caf%C3%A9/items;jsessionid=1", "", "/caf%C3%A9/items"));
    assertThat(ran).isFalse();
  }

  @Test
  void decodedPathPasses() throws Exception {
    ask(new Request("/shop/api/100%25;jsessionid=1", "/api", "/100%"));
    assertThat(ran).isTrue();
  }

  /** Jersey cuts off as many characters as the decoded context path and servlet path have. */
  @ParameterizedTest
  @CsvSource({
    "/%73%68op/open/x, /open, /x",
    "/sho%70/open, /open,",
    "/shop/%72%65st-api/secret, /rest-api, /secret",
    "/shop/rest%2Dapi/secret, /rest-api, /secret",
    "/shop/%72%65st-api, /rest-api,",
    "/shop/%61pi, /api,",
    "/shop/a/%62, /a, /b",
    "/%7Ejoe/x, /x,",
    "/shop/a/b%40c/secret, /a/b@c, /secret"
  })
  void encodingWithoutNeedBeforeTheRestIsABadRequest(String uri, String path, String info)
      throws Exception {
    ask(new Request(uri, path, info));
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/caf%C3%A9%20%7Bx%7D/secret, /caf\u00e9 {x}, /secret",
    "/shop/a/%7Eb%40c, /a, /~b@c",
    "/shop/open/b%40c, /open/b@c,"
  })
  void otherEncodingsPass(String uri, String path, String info) throws Exception {
    ask(new Request(uri, path, info));
    assertThat(ran).isTrue();
  }

  /** As Spring's ForwardedHeaderFilter does, by a header that anybody can send. */
  @Test
  void wrapperThatCleansThePathIsNotBelieved() throws Exception {
    HttpServletRequest raw = Fakes.as(HttpServletRequest.class, new Request("//api/items"));
    HttpServletRequest cleaned =
        new HttpServletRequestWrapper(raw) {
          @Override
          public String getRequestURI() {
            return "/api/items";
          }
        };
    new StrictPathFilter().doFilter(cleaned, response.http(), (request, answer) -> ran = true);
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
  }

  /** The same filter takes the headers away, and another one may have wrapped that. */
  @Test
  void wrapperThatHidesAHeaderIsNotBelieved() throws Exception {
    Request raw = Request.with("X-Forwarded-Host", "x/api/secret?");
    HttpServletRequest hiding =
        new HttpServletRequestWrapper(Fakes.as(HttpServletRequest.class, raw)) {
          @Override
          public String getHeader(String name) {
            return null;
          }
        };
    HttpServletRequest outer = new HttpServletRequestWrapper(hiding);
    new StrictPathFilter().doFilter(outer, response.http(), (request, answer) -> ran = true);
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop", "/shop/", "", "/", "/a.b/c-d, /e_f", "/v1.0,/"})
  void plainPrefixPasses(String prefix) throws Exception {
    ask(Request.with("X-Forwarded-Prefix", "/shop", prefix));
    assertThat(ran).isTrue();
  }

  /** Spring MVC reads {@code /api//secret} before {@code /open} as a path of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api//secret",
        "/api/./secret",
        "/shop, /api/..",
        "/api/secret;x",
        "/api/secret;jsessionid=1",
        "/api%2fsecret",
        "/%61pi",
        "/api/~",
        "x/api/secret", // of the host, for RESTEasy
        "/shop, x/api",
        "/api\\secret"
      })
  void prefixWithTwoReadingsIsABadRequest(String prefix) throws Exception {
    ask(Request.with("X-Forwarded-Prefix", "/shop", prefix));
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[::1]:8443", "a_b.example", "x:", "x:80"})
  void plainHostPasses(String host) throws Exception {
    ask(Request.at(host));
    assertThat(ran).isTrue();
    ran = false;
    ask(Request.with("Host", host));
    assertThat(ran).isTrue();
  }

  /** Jetty writes the header into the URL as it came, and RESTEasy reads the path of the whole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x/api/secret?",
        "x:80/api/secret#",
        "x/api/secret",
        "x\\api",
        "x?",
        "x#",
        "x/api?://localhost",
        "/x"
      })
  void hostThatMovesThePathIsABadRequest(String host) throws Exception {
    for (Request request : List.of(Request.at(host), Request.with("Host", host))) {
      ask(request);
      assertThat(ran).isFalse();
      assertThat(response.status).isEqualTo(400);
    }
  }

  /** Tomcat 9.0.68 writes what comes over HTTP/2 into the URL, whatever it is. */
  @Test
  void schemeThatMovesThePathIsABadRequest() throws Exception {
    ask(Request.with(":scheme", "http://x/api/secret?"));
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Host, x/api/secret?",
    "X-Forwarded-Host, x/api/secret#",
    "X-Forwarded-Proto, http://x/api/secret?",
    "Forwarded, host=\"x/api/secret?\"",
    "Forwarded, proto=\"http:\\\\x\""
  })
  void forwardedOriginThatMovesThePathIsABadRequest(String header, String value) throws Exception {
    ask(Request.with(header, "x", value));
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Host  | x:80, [::1]:8443",
        "X-Forwarded-Proto | https, http",
        "Forwarded         | for=\"[::1]:1\";host=\"x:80\";proto=https, for=_hidden"
      })
  void plainForwardedOriginPasses(String header, String value) throws Exception {
    ask(Request.with(header, "x", value));
    assertThat(ran).isTrue();
  }

  /** What the container says of its session cookie, and of a bearer filter. */
  public record Config(String getName, @Nullable String pattern) {
    public ServletContext getServletContext() {
      return Fakes.as(ServletContext.class, this);
    }

    /** None: the start has not ended. */
    public Object getAttribute(String attribute) {
      return null;
    }

    public SessionCookieConfig getSessionCookieConfig() {
      return Fakes.as(SessionCookieConfig.class, this);
    }

    public Map<String, FilterRegistration> getFilterRegistrations() {
      return Map.of("bearer", Fakes.as(FilterRegistration.class, this));
    }

    public String getClassName() {
      return BearerFilter.class.getName();
    }

    /** Liberty has null for a filter that is mapped to servlets alone. */
    public @Nullable List<String> getUrlPatternMappings() {
      return pattern == null ? null : List.of(pattern);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/caf%C3%A9/x, /caf\u00e9, /x, true",
    "/shop/caf%C3%A9;jsessionid=1, '', /caf\u00e9, true",
    "/shop/a%2Bb+c/%C3%A9, /a+b+c/\u00e9,, true",
    "/shop, '',, true",
    "/caf%C3%A9/plain%20, /plain ,, true",
    "/shop/caf%C3%A9/x, /caf\u00c3\u00a9/x,, false",
    "/shop/caf%C3%A9/x, '', /caf\ufffd/x, false",
    "/shop/caf%C3%A9/x, /x,, false",
  })
  void lockBeyondAsciiNeedsUtf8(String uri, String servletPath, String pathInfo, boolean passes)
      throws Exception {
    StrictPathFilter filter = new StrictPathFilter();
    filter.init(Fakes.as(FilterConfig.class, new Config("JSESSIONID", "/caf\u00e9/*")));
    filter.doFilter(
        Fakes.as(HttpServletRequest.class, new Request(uri, servletPath, pathInfo)),
        response.http(),
        (request, answer) -> ran = true);
    assertThat(ran).isEqualTo(passes);
  }

  @Test
  void sessionIdUnderAnotherNamePasses() throws Exception {
    StrictPathFilter filter = new StrictPathFilter();
    filter.init(Fakes.as(FilterConfig.class, new Config("SHOPSID", null)));
    filter.doFilter(
        Fakes.as(HttpServletRequest.class, new Request("/shop/x;shopsid=0A1B")),
        response.http(),
        (request, answer) -> ran = true);
    assertThat(ran).isTrue();
  }
}
