// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.config.TestSettings;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionsTest {
  private final Settings settings =
      TestSettings.with("exclude", "/api/status, /api/open/*, /api/a.b");
  private final Exceptions exceptions =
      new Exceptions(settings.endpoints(), settings.filters().get("f").exclude(), false, null);
  private final Fakes.Request request = new Fakes.Request();

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
  @DisplayName("PD-1: a path that somebody might read as another one is never excluded")
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
  @DisplayName("PD-3: an include tells its target by attributes, and the path is another's")
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
    Exceptions byName =
        new Exceptions(settings.endpoints(), settings.filters().get("f").exclude(), true, null);
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
    Exceptions none =
        new Exceptions(
            settings.endpoints(), TestSettings.with().filters().get("f").exclude(), false, null);
    request.servletPath = "/api";
    request.pathInfo = "/status";
    assertThat(none.include(request.http())).isFalse();
  }

  /** A wrapper of the application that keeps the path of an earlier dispatch. */
  private static final class Forged extends HttpServletRequestWrapper {
    Forged(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServletPath() {
      return "/api/status";
    }

    @Override
    public String getPathInfo() {
      return null;
    }
  }

  @Test
  @DisplayName("PD-1: a path that only a wrapper of the application tells is no exception")
  void forgedPathIsNoException() {
    Exceptions here =
        new Exceptions(
            settings.endpoints(),
            settings.filters().get("f").exclude(),
            false,
            Forged.class.getClassLoader());
    request.dispatcherType = DispatcherType.FORWARD;
    request.servletPath = "/api";
    request.pathInfo = "/items";
    assertThat(here.include(new Forged(request.http()))).isFalse();

    request.pathInfo = "/status";
    assertThat(here.include(new Forged(request.http()))).isTrue();
    assertThat(here.include(new HttpServletRequestWrapper(request.http()))).isTrue();
  }
}
