// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcludedPathsTest {
  private static final String BY_NAME =
      "<servlet><servlet-name>s</servlet-name><servlet-class>x.S</servlet-class></servlet>"
          + "<servlet-mapping><servlet-name>s</servlet-name><url-pattern>/s</url-pattern>"
          + "</servlet-mapping><filter-mapping><filter-name>f</filter-name>"
          + "<servlet-name>s</servlet-name></filter-mapping>";

  private final Settings settings =
      TestSettings.with("exclude", "/api/status, /api/open/*, /api/a.b");
  private final Fakes.Request request = new Fakes.Request();
  private final ExcludedPaths exceptions = of(settings, "f");

  private ExcludedPaths of(Settings settings, String filter) {
    Class<?> container = request.http().getClass();
    return new ExcludedPaths(
        settings.endpoints(), settings.filters().get(filter), ContainerClasses.of(container), null);
  }

  private boolean include(String servletPath, String pathInfo) {
    request.servletPath = servletPath;
    request.pathInfo = pathInfo;
    return exceptions.include(request.http());
  }

  @ParameterizedTest
  @CsvSource({
    "/token, , true",
    "/token, /, false",
    "/token, /x, false",
    "/token/, , false",
    "/Token, , false",
    "'', /token, false",
    "/api, /token, false",
    "/openapi.json, , true",
    "/openapi.json, /x, false",
    "/docs, , true",
    "/docs, /, true",
    "/docs, /swagger-ui.css, true",
    "/docsx, , false",
    "/, , false",
    "'', , false",
  })
  @DisplayName("PD-1: the companion's own endpoints pass, as the container matched them")
  void endpoints(String servletPath, String pathInfo, boolean included) {
    assertThat(include(servletPath, pathInfo)).isEqualTo(included);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/status, ",
    "/api, /status",
    "'', /api/status",
    "/api, /open",
    "/api, /open/",
    "/api, /open/x/y.z",
    "/api/open, /x",
    "/api, /a.b",
    "/api, /open/.hidden",
  })
  void excludedPathsPass(String servletPath, String pathInfo) {
    assertThat(include(servletPath, pathInfo)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"/api, /items", "/api, /status/", "/api, /statusx", "/api, /openx", "/api, /Open/x"})
  void otherPathsDoNot(String servletPath, String pathInfo) {
    assertThat(include(servletPath, pathInfo)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/open/../items",
        "/open/..",
        "/open/..;/items",
        "/open/x;y=z",
        "/open//items",
        "//open/x",
        "/open/\\items",
        "/open/..\\items",
        "/open/\u0000",
        "/open/a\nb",
        "/open/\u007f",
        "/open/\u0085",
        "/open/.../x",
        "/open/a..b",
        "/open/%2e%2e/x"
      })
  @DisplayName("PD-1: a path that might be read as another one is never excluded")
  void doubtfulPathsDoNot(String pathInfo) {
    assertThat(include("/api", pathInfo)).isFalse();
    assertThat(include("/api" + pathInfo, null)).isFalse();
  }

  /** What the container resolved out of the area, a front controller may not. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/items/../open/x", "//api/open/x", "/api/open/x;y", "/api%2fopen/x"})
  @DisplayName("PD-1: a path that is written in a doubtful way is never excluded")
  void doubtfulUrisDoNot(String uri) {
    request.uri = uri;
    assertThat(include("/api", "/open/x")).isFalse();
    assertThat(include("/token", null)).isFalse();
  }

  @Test
  @DisplayName("PD-1: nor is any where a header names the path of another one")
  void hostThatNamesAPathDoesNot() {
    request.header("Host", "x/api/items?");
    assertThat(include("/api", "/open/x")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/open/x;jsessionid=1, , true",
    "/api/open/x;sid=1, sid, true",
    "/api/open/x;SID=1.node, sid, true",
    "/api/open/x;jsessionid=1, sid, true",
    "/api/open/x;sid=1, , false",
    "/api/open/x;sidx=1, sid, false",
    "/api/open/x;sid=1/../../items, sid, false",
  })
  @DisplayName("PD-1: a session id in the path is no other path, whatever the container calls it")
  void sessionIdsPass(String uri, String name, boolean included) {
    request.uri = uri;
    request.servletPath = "/api";
    request.pathInfo = "/open/x";
    ExcludedPaths named =
        new ExcludedPaths(
            settings.endpoints(),
            settings.filters().get("f"),
            ContainerClasses.of(request.http().getClass()),
            name);
    assertThat(named.include(request.http())).isEqualTo(included);
  }

  /** A request whose URI nobody may ask for. */
  public static final class Unread extends Fakes.Request {
    @Override
    public String getRequestURI() {
      throw new AssertionError("read for nothing");
    }
  }

  @Test
  @DisplayName("the URI is not read where the path is no exception")
  void uriIsReadForExceptionsAlone() {
    Fakes.Request unread = new Unread();
    unread.dispatcherType = DispatcherType.REQUEST;
    unread.servletPath = "/api";
    unread.pathInfo = "/items";
    assertThat(exceptions.include(unread.http())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = "INCLUDE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("PD-3: every dispatch but an include has the path of its target")
  void dispatches(DispatcherType type) {
    request.dispatcherType = type;
    assertThat(include("/token", null)).isTrue();
    assertThat(include("/api", "/open/x")).isTrue();
    assertThat(include("/api", "/items")).isFalse();
  }

  @Test
  @DisplayName("PD-3: an include has its target in attributes, and the path of another request")
  void includes() {
    request.dispatcherType = DispatcherType.INCLUDE;
    assertThat(include("/api", "/open/x")).isFalse();
    request.attributes.put("javax.servlet.include.servlet_path", "/api");
    request.attributes.put("javax.servlet.include.path_info", "/items");
    assertThat(include("/api", "/open/x")).isFalse();
    request.attributes.put("javax.servlet.include.path_info", "/open/x");
    assertThat(include("/api", "/items")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("PD-3: a filter that sees dispatches by name trusts no path of a dispatch")
  void dispatchesByName(DispatcherType type) {
    ExcludedPaths byName =
        of(
            TestSettings.of(
                WebXmlText.COMPANION,
                WebXmlText.filter("f", "exclude", "/api/open/*"),
                WebXmlText.filterMapping("f", "/api/*"),
                BY_NAME),
            "f");
    request.dispatcherType = type;
    request.servletPath = "/api";
    request.pathInfo = "/open/x";
    request.attributes.put("javax.servlet.include.servlet_path", "/api/open/x");
    request.attributes.put("javax.servlet.forward.servlet_path", "/elsewhere");
    boolean tells = type != DispatcherType.INCLUDE && type != DispatcherType.FORWARD;
    assertThat(byName.include(request.http())).isEqualTo(tells);
  }

  @Test
  void withoutExcludeOnlyEndpointsPass() {
    ExcludedPaths none = of(TestSettings.with(), "f");
    request.servletPath = "/api";
    request.pathInfo = "/status";
    assertThat(none.include(request.http())).isFalse();
  }

  /** A layer that says what it likes. */
  private static final class Layer extends HttpServletRequestWrapper {
    private final DispatcherType type;
    private final String path;

    Layer(HttpServletRequest request, DispatcherType type, String path) {
      super(request);
      this.type = type;
      this.path = path;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return type;
    }

    @Override
    public String getServletPath() {
      return path;
    }

    @Override
    public String getPathInfo() {
      return null;
    }

    @Override
    public String getRequestURI() {
      return path;
    }

    @Override
    public Object getAttribute(String name) {
      boolean target = name.equals("javax.servlet.include.servlet_path");
      return target
          ? path
          : name.startsWith("javax.servlet.include") ? null : super.getAttribute(name);
    }
  }

  private HttpServletRequest container(DispatcherType type, String path) {
    request.dispatcherType = type;
    request.servletPath = path;
    request.pathInfo = null;
    request.attributes.clear();
    if (type == DispatcherType.INCLUDE) {
      request.attributes.put("javax.servlet.include.servlet_path", path);
      request.servletPath = "/api/status"; // the including page's
    }
    return request.http();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the word of a wrapper is no exception, in no dispatch, on no container")
  void wrappersGrantNothing(DispatcherType type) {
    // The innermost request tells the truth (Jetty, Undertow).
    HttpServletRequest inner = container(type, "/api/items");
    assertThat(exceptions.include(new Layer(inner, type, "/api/status"))).isFalse();
    assertThat(exceptions.include(new Layer(inner, DispatcherType.REQUEST, "/token"))).isFalse();
    assertThat(exceptions.include(new Layer(inner, DispatcherType.FORWARD, "/token"))).isFalse();
    Layer hidden = new Layer(new Layer(inner, type, "/elsewhere"), type, "/api/status");
    assertThat(exceptions.include(hidden)).isFalse();

    // The layer above it does, and the innermost has the path of the first request (Tomcat).
    for (String first : new String[] {"/api/status", "/elsewhere", "/token"}) {
      inner = container(DispatcherType.REQUEST, first);
      Layer truth = new Layer(inner, type, "/api/items");
      assertThat(exceptions.include(new Layer(truth, type, "/api/status"))).as(first).isFalse();
      assertThat(exceptions.include(new HttpServletRequestWrapper(truth))).as(first).isFalse();
      assertThat(exceptions.include(truth)).as(first).isFalse();

      // The outermost does (Resin, Jetty 12 ee10).
      Layer wrapper = new Layer(inner, type, "/api/status");
      assertThat(exceptions.include(new Layer(wrapper, type, "/api/items"))).as(first).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("what all layers name is an exception, through any wrappers")
  void layersThatAgree(DispatcherType type) {
    HttpServletRequest inner = container(type, "/api/status");
    assertThat(exceptions.include(inner)).isTrue();
    assertThat(exceptions.include(new HttpServletRequestWrapper(inner))).isTrue();
    assertThat(exceptions.include(new Layer(inner, type, "/token"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = "REQUEST", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("a page outside of the filter may hand on to an excluded one, on Tomcat, too")
  void pagesOutsideHandOn(DispatcherType type) {
    HttpServletRequest first = container(DispatcherType.REQUEST, "/index.jsp");
    Layer truth = new Layer(first, type, "/api/status");
    assertThat(exceptions.include(truth)).isTrue();
    assertThat(exceptions.include(new HttpServletRequestWrapper(truth))).isTrue();

    first = container(DispatcherType.REQUEST, "/api/items");
    assertThat(exceptions.include(new Layer(first, type, "/api/status"))).as("inside").isFalse();
    first = container(DispatcherType.REQUEST, "/public/..;/api/items");
    assertThat(exceptions.include(new Layer(first, type, "/api/status"))).as("doubtful").isFalse();
    first = container(DispatcherType.REQUEST, null);
    assertThat(exceptions.include(new Layer(first, type, "/api/status"))).as("nowhere").isFalse();
  }

  @Test
  @DisplayName("a path elsewhere is an exception for no request from outside")
  void pathElsewhereIsNoExceptionOfARequest() {
    HttpServletRequest inner = container(DispatcherType.REQUEST, "/index.jsp");
    assertThat(exceptions.include(new Layer(inner, DispatcherType.REQUEST, "/token"))).isFalse();
  }

  @Test
  @DisplayName("a request that others implement, which is no wrapper, is no exception")
  void innermostMustBeTheContainers() {
    ExcludedPaths onTomcat =
        new ExcludedPaths(
            settings.endpoints(),
            settings.filters().get("f"),
            ContainerClasses.of(ExcludedPathsTest.class),
            null);
    HttpServletRequest inner = container(DispatcherType.REQUEST, "/api/status");
    assertThat(onTomcat.include(inner)).isFalse();
    assertThat(onTomcat.include(new HttpServletRequestWrapper(inner))).isFalse();
    assertThat(exceptions.include(inner)).as("control").isTrue();
  }
}
