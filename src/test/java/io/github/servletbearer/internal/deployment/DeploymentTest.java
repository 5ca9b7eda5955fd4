// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import io.github.servletbearer.WebXmlText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.junit.jupiter.api.Test;

class DeploymentTest {
  private static final String WEB_XML =
      app(
          filter("f", "verify", "presence"),
          filterMapping("f", "/api/*", "FORWARD"),
          filterMapping("f", "/*", "ASYNC"),
          filterMappingByServlet("f", "*", "REQUEST"));

  /** What a container tells; null and exceptions are real containers' habits too. */
  public static final class Context {
    private final Map<String, FilterRegistration> filters;
    private final RuntimeException trouble;

    Context(Map<String, FilterRegistration> filters, RuntimeException trouble) {
      this.filters = filters;
      this.trouble = trouble;
    }

    public InputStream getResourceAsStream(String path) {
      return path.equals("/WEB-INF/web.xml") ? stream(WEB_XML) : null;
    }

    public Map<String, ServletRegistration> getServletRegistrations() {
      return null;
    }

    public Map<String, FilterRegistration> getFilterRegistrations() {
      if (trouble != null) {
        throw trouble;
      }
      return filters;
    }

    ServletContext servletContext() {
      return Fakes.as(ServletContext.class, this);
    }
  }

  /** A filter as the container registered it: without any word on dispatcher types. */
  public static final class Filter {
    private final Collection<String> patterns;

    Filter(String... patterns) {
      this.patterns = List.of(patterns);
    }

    public String getClassName() {
      return WebXmlText.FILTER_CLASS;
    }

    public Map<String, String> getInitParameters() {
      return Map.of("verify", "presence");
    }

    public Collection<String> getUrlPatternMappings() {
      return patterns;
    }

    public Collection<String> getServletNameMappings() {
      return null;
    }

    FilterRegistration registration() {
      return Fakes.as(FilterRegistration.class, this);
    }
  }

  private static Deployment read(String... patterns) throws IOException {
    Map<String, FilterRegistration> filters = Map.of("f", new Filter(patterns).registration());
    return Deployment.read(new Context(filters, null).servletContext());
  }

  @Test
  void containerTellsMappingsAndWebXmlTheirDispatchers() throws IOException {
    Deployment deployment = read("/api/*", "/added/*");
    FilterEntry filter = deployment.filters().get(0);
    assertThat(deployment.isConfirmed()).isTrue();
    assertThat(deployment.servlets()).isEmpty();
    assertThat(filter.requestPatterns()).extracting(UrlPattern::text).containsExactly("/added/*");
    assertThat(filter.sees(DispatcherType.FORWARD)).isTrue();
  }

  @Test
  void namesThatTomcatKeepsToItselfComeFromWebXml() throws IOException {
    FilterEntry filter = read().filters().get(0);
    assertThat(filter.seesServlet("any")).isTrue();
    assertThat(filter.sees(DispatcherType.ASYNC)).isTrue();
  }

  @Test
  void containerWithoutAWordLeavesWebXml() throws IOException {
    for (RuntimeException trouble :
        List.of(new UnsupportedOperationException(), new IllegalStateException())) {
      Deployment deployment = Deployment.read(new Context(null, trouble).servletContext());
      assertThat(deployment.isConfirmed()).isFalse();
      assertThat(deployment.filters()).extracting(FilterEntry::name).containsExactly("f");
    }
    Deployment none = Deployment.read(new Context(null, null).servletContext());
    assertThat(none.isConfirmed()).isTrue();
    assertThat(none.filters()).isEmpty();
  }

  @Test
  void descriptionsAreComparedByMappingsOfOurKind() throws IOException {
    List<String> ours = List.of(WebXmlText.FILTER_CLASS);
    assertThat(read("/api/*").mapsLike(read("/api/*"), ours)).isTrue();
    assertThat(read("/api/*").mapsLike(read("/api/*", "/more"), ours)).isFalse();
    assertThat(read("/api/*").mapsLike(read("/more"), List.of("com.example.Other"))).isTrue();
    Deployment declared =
        Deployment.read(new Context(null, new IllegalStateException()).servletContext());
    assertThat(read("/api/*").mapsLike(declared, ours)).isTrue();
    assertThat(read("/api/*", "/x").mapsLike(declared, ours)).isFalse();
  }
}
