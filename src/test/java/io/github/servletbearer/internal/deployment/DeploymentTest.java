// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static io.github.servletbearer.WebXmlText.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {
  private static final String WEB_XML =
      app(
          filter("f", "verify", "presence"),
          filterMapping("f", "/api/*", "FORWARD"),
          filterMapping("f", "/*", "ASYNC"),
          filterMappingByServlet("f", "*", "REQUEST"));

  /** What a container lists; null for none is what Liberty does. */
  public static final class Context {
    private final Map<String, FilterRegistration> filters;
    private ClassLoader loader = DeploymentTest.class.getClassLoader();
    private String webXml = WEB_XML;

    Context(Map<String, FilterRegistration> filters) {
      this.filters = filters;
    }

    public InputStream getResourceAsStream(String path) {
      return path.equals("/WEB-INF/web.xml") ? stream(webXml) : null;
    }

    public ClassLoader getClassLoader() {
      return loader;
    }

    public Map<String, ServletRegistration> getServletRegistrations() {
      return null;
    }

    public Map<String, FilterRegistration> getFilterRegistrations() {
      return filters;
    }

    public Object getAttribute(String name) {
      return null;
    }

    ServletContext servletContext() {
      return Fakes.as(ServletContext.class, this);
    }
  }

  /** A filter as the container registered it: without any word on dispatcher types. */
  public static final class Filter {
    private final Collection<String> patterns;
    private String className = WebXmlText.FILTER_CLASS;
    private Collection<String> servletNames; // null for none is what Liberty does

    Filter(String... patterns) {
      this.patterns = List.of(patterns);
    }

    public String getClassName() {
      return className;
    }

    public Map<String, String> getInitParameters() {
      return Map.of("verify", "presence");
    }

    public Collection<String> getUrlPatternMappings() {
      return patterns;
    }

    public Collection<String> getServletNameMappings() {
      return servletNames;
    }

    FilterRegistration registration() {
      return Fakes.as(FilterRegistration.class, this);
    }
  }

  private static Deployment read(String... patterns) throws IOException {
    Map<String, FilterRegistration> filters = Map.of("f", new Filter(patterns).registration());
    return Registrations.read(
        new Context(filters).servletContext(), ServletContainer.TOMCAT, Superclasses.UNKNOWN);
  }

  @Test
  void containerListsMappingsAndWebXmlTheirDispatchers() throws IOException {
    Deployment deployment = read("/api/*", "/added/*");
    FilterEntry filter = deployment.filters().get(0);
    assertThat(filter.requestPatterns()).extracting(UrlPattern::text).containsExactly("/added/*");
    assertThat(filter.sees(Dispatcher.FORWARD)).isTrue();
    assertThat(filter.isAssumed()).as("nothing says what /added/* is for").isTrue();
    assertThat(read("/api/*").filters().get(0).isAssumed()).isFalse();
  }

  @Test
  void bearerFilterThatCodeMapsAgainSeesNoMore() throws IOException {
    assertThat(read("/api/*", "/api/*").filters().get(0).requestPatterns()).isEmpty();
  }

  @Test
  void otherFilterThatCodeMapsAgainMaySeeRequests() throws IOException {
    Filter other = new Filter("/api/*", "/api/*");
    other.className = "com.example.Other";
    Context context = new Context(Map.of("other", other.registration()));
    context.webXml = app(filter("other"), filterMapping("other", "/api/*", "FORWARD"));
    Deployment deployment =
        Registrations.read(context.servletContext(), ServletContainer.JETTY, Superclasses.UNKNOWN);
    assertThat(deployment.otherFilters())
        .singleElement()
        .satisfies(filter -> assertThat(filter.patterns()).hasToString("[/api/*]"));
  }

  @Test
  void servletThatCodeMapsTheFilterToIsAssumed() throws IOException {
    Filter listed = new Filter();
    listed.servletNames = List.of("a");
    Context context = new Context(Map.of("f", listed.registration()));
    context.webXml = app(filter("f"), filterMapping("f", "/api/*"));
    FilterEntry filter =
        Registrations.read(context.servletContext(), ServletContainer.TOMCAT, Superclasses.UNKNOWN)
            .filters()
            .get(0);
    assertThat(filter.isAssumed()).isTrue();
    assertThat(filter.seesServlet("a")).isTrue();
  }

  @Test
  void namesThatTomcatKeepsToItselfComeFromWebXml() throws IOException {
    FilterEntry filter = read().filters().get(0);
    assertThat(filter.seesServlet("any")).isTrue();
    assertThat(filter.sees(Dispatcher.ASYNC)).isTrue();
  }

  @Test
  void namesThatLibertyListsInPlaceOfAllAreDeclared() throws IOException {
    Filter listed = new Filter();
    listed.servletNames = List.of("a", "b");
    FilterEntry filter =
        Registrations.read(
                new Context(Map.of("f", listed.registration())).servletContext(),
                ServletContainer.LIBERTY,
                Superclasses.UNKNOWN)
            .filters()
            .get(0);
    assertThat(filter.isAssumed()).isFalse();
    assertThat(filter.seesServlet("b")).isTrue();
  }

  @Test
  void filterThatSeemsToBeMappedToNothingMaySeeEverything() throws IOException {
    Filter other = new Filter();
    other.className = "com.example.Annotated"; // @WebFilter("*")
    Map<String, FilterRegistration> filters =
        Map.of("other", other.registration(), "ours", new Filter().registration());
    Deployment deployment =
        Registrations.read(
            new Context(filters).servletContext(), ServletContainer.TOMCAT, Superclasses.UNKNOWN);
    assertThat(deployment.otherFilters())
        .singleElement()
        .satisfies(filter -> assertThat(filter.patterns()).containsExactly(UrlPattern.ALL));
    assertThat(deployment.filters())
        .filteredOn(filter -> filter.name().equals("ours"))
        .singleElement()
        .satisfies(filter -> assertThat(filter.isMapped()).isFalse());
  }

  @Test
  void pagesOfPropertyGroupsAreServedLikeJsps() {
    Deployment described =
        WebXmlText.deployment(
            "<jsp-config><jsp-property-group><url-pattern>*.html</url-pattern>"
                + "<url-pattern>/</url-pattern></jsp-property-group></jsp-config>",
            WebXmlText.servletMapping("default", "/"));
    assertThat(described.servlets())
        .extracting(ServletEntry::toString)
        .as("Tomcat gives it all that the groups name")
        .containsExactly("default[]", "jsp[*.html, *.jsp, *.jspx, /]");
  }

  @Test
  void containerThatListsNothingLeavesItsServletForFiles() throws IOException {
    Deployment none =
        Registrations.read(
            new Context(null).servletContext(), ServletContainer.LIBERTY, Superclasses.UNKNOWN);
    assertThat(none.filters()).isEmpty();
    assertThat(none.servlets()).extracting(ServletEntry::toString).containsExactly("default[/]");
    assertThat(none.isContainersOwn(none.servlets().get(0))).isTrue();
  }

  @Test
  void fragmentsOfLibrariesCount(@TempDir Path folder) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("WEB-INF/lib"));
    URL mine = fragment(lib.resolve("a.jar"), "mine");
    URL containers = fragment(folder.resolve("container.jar"), "containers");
    Context context = new Context(Map.of());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {mine, containers})) {
      context.loader = loader;
      WebXml webXml =
          Registrations.read(
                  context.servletContext(), ServletContainer.TOMCAT, Superclasses.UNKNOWN)
              .webXml();
      assertThat(webXml.roles()).containsExactly("mine");
      assertThat(webXml.constraints()).hasSize(1);

      String complete = WEB_XML.replace("version=", "metadata-complete=\"true\" version=");
      for (String silent : List.of(app("<absolute-ordering/>"), complete)) {
        context.webXml = silent;
        Deployment alone =
            Registrations.read(
                context.servletContext(), ServletContainer.TOMCAT, Superclasses.UNKNOWN);
        assertThat(alone.webXml().roles()).isEmpty();
      }
    }
  }

  private static URL fragment(Path jar, String role) throws IOException {
    String xml =
        "<web-fragment><security-constraint><web-resource-collection><url-pattern>/*</url-pattern>"
            + "</web-resource-collection><auth-constraint><role-name>"
            + role
            + "</role-name></auth-constraint></security-constraint></web-fragment>";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/web-fragment.xml"));
      zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }
    return jar.toUri().toURL();
  }

  /** Jetty and Undertow list a pattern as often as it was mapped; ours is f, before other. */
  private static boolean mayComeFirst(String... patternsOfOther) throws IOException {
    String[] webXml = {
      filter("f", "verify", "presence"),
      filter("other").replace(WebXmlText.FILTER_CLASS, "com.example.Other"),
      filterMapping("f", "/*"),
      filterMapping("other", "/api/*", "REQUEST", "FORWARD"),
    };
    Filter other = new Filter(patternsOfOther);
    other.className = "com.example.Other";
    Context context =
        new Context(Map.of("f", new Filter("/*").registration(), "other", other.registration()));
    context.webXml = app(webXml);
    Deployment deployment =
        Registrations.read(context.servletContext(), ServletContainer.JETTY, Superclasses.UNKNOWN);
    Coverage coverage =
        new Coverage(
            deployment,
            List.of(new FilterScope(deployment.filters().get(0), List.of())),
            deployment.otherFilters());
    return coverage.parts(deployment.servlets().get(0), UrlPattern.ofServlet("/")).stream()
        .anyMatch(part -> !part.ahead().isEmpty());
  }

  @Test
  void filterThatCodeMapsAgainMayComeFirst() throws IOException {
    assertThat(mayComeFirst("/api/*")).as("where web.xml has it").isFalse();
    assertThat(mayComeFirst("/api/*", "/api/*")).as("Undertow, once for each").isFalse();
    assertThat(mayComeFirst("/api/*", "/api/*", "/api/*")).as("again").isTrue();
    assertThat(mayComeFirst("/api/*", "/other/*")).as("elsewhere").isTrue();
  }

  @Test
  void pagesOfPropertyGroupsAreTakenFromOtherServlets() {
    Deployment described =
        WebXmlText.deployment(
            "<jsp-config><jsp-property-group><url-pattern>*.html</url-pattern>"
                + "<url-pattern>/p/*</url-pattern></jsp-property-group></jsp-config>",
            "<servlet><servlet-name>s</servlet-name><servlet-class>x.S</servlet-class></servlet>",
            WebXmlText.servletMapping("s", "*.html"),
            WebXmlText.servletMapping("s", "/p/*"),
            WebXmlText.servletMapping("s", "/s"),
            WebXmlText.servletMapping("own", "*.jsp"));
    assertThat(described.servlets())
        .extracting(ServletEntry::toString)
        .containsExactly("default[/]", "jsp[*.jspx]", "own[*.html, *.jsp, /p/*]", "s[/s]");
  }

  @Test
  void patternThatUndertowListsForEachDispatcherCountsOnce() throws IOException {
    assertThat(read("/added/*", "/added/*").filters().get(0).requestPatterns()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.html", "/pages/*", "*.jsp"})
  @DisplayName("Tomcat takes the JSPs from its servlet for them where the application maps it")
  void filterByNameClaimsNoJspsWhereTheServletForThemIsMapped(String pattern) {
    Deployment deployment =
        WebXmlText.deployment(
            filter("f"), filterMappingByServlet("f", "jsp"), servletMapping("jsp", pattern));

    for (ServletEntry servlet : deployment.servlets()) {
      assertThat(deployment.isContainersOwn(servlet)).isTrue();
      if (servlet.name().equals("jsp")) {
        assertThat(servlet.patterns()).containsExactly(UrlPattern.ofServlet(pattern));
      }
    }
    assertThat(deployment.servlets().stream().flatMap(servlet -> servlet.patterns().stream()))
        .contains(UrlPattern.ofServlet("*.jsp"), UrlPattern.ofServlet("*.jspx"));
  }
}
