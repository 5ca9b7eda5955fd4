// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static io.github.servletbearer.WebXmlText.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.WebSocketEndpoint;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other filters may answer first is not called protected, and is reported with its cure. */
class OtherFiltersTest {
  private static final String ITEMS =
      servlet("items", "com.example.Items") + servletMapping("items", "/api/items", "/public/*");
  private static final String BEARER = filter("bearer") + filterMapping("bearer", "/api/*");
  private static final String SOLR = "org.apache.solr.servlet.SolrDispatchFilter";
  private static final String SECURITY = "org.springframework.security.web.FilterChainProxy";

  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, String> superclasses = new HashMap<>();
  private final List<WebSocketEndpoint> webSockets = new ArrayList<>();
  private final List<FilterEntry> registered = new ArrayList<>();
  private final Problems problems = new Problems();
  private ServletContainer container = ServletContainer.TOMCAT;

  /** The lines of the report; all problems are collected. */
  private String report(String... parts) {
    try {
      WebXml webXml = WebXml.parse(stream(app(COMPANION, ITEMS, String.join("", parts))));
      registered.addAll(webXml.filters());
      Deployment deployment =
          Deployment.listed(
              webXml.servlets(),
              registered,
              webXml,
              container.parts(),
              superclasses::get,
              webSockets);
      Settings settings =
          SettingsReader.read(deployment, Sources.ofProcess(parameters), "Application", problems);
      Protection protection = new Protection(settings, settings.coverage(deployment));
      if (settings.find(Setting.OPEN_PATHS) == null) {
        protection.warn(problems);
      } else {
        protection.requireNamed(settings.find(Setting.OPEN_PATHS), problems);
      }
      StartReport.warnings(problems, settings, deployment, protection, Map.of());
      PathStrictness strictness = new PathStrictness(container, true);
      return new StartReport("/shop", settings, protection, strictness).text();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> warnings(String code) {
    return problems.warnings().stream()
        .map(Problem::toString)
        .filter(text -> text.startsWith(code))
        .toList();
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  private static String byName(String filterName, String servletName) {
    return filterMapping(filterName, "/*")
        .replace(
            "<url-pattern>/*</url-pattern>", "<servlet-name>" + servletName + "</servlet-name>");
  }

  @Test
  void filterThatIsMappedAgainBehindOursStaysAhead() {
    String enc = otherFilter("enc", "com.example.Enc");
    String first = filterMapping("enc", "/api/*");
    assertThat(report(enc, first, BEARER, first))
        .contains("partly     /api/items (items)")
        .doesNotContain("protected");
  }

  @Test
  void filterOnEveryServletNameStaysAhead() {
    String enc = otherFilter("enc", "com.example.Enc");
    assertThat(report(enc, byName("enc", "*"), filter("bearer"), byName("bearer", "items")))
        .contains("partly     /api/items (items)")
        .doesNotContain("protected");
  }

  @Test
  void filterOnTheNameOfOurServletMayAnswerForTheTokenEndpoint() {
    String enc = otherFilter("enc", "com.example.Enc");
    String name = COMPANION.replaceAll("(?s).*?<servlet-name>(.*?)</servlet-name>.*", "$1");
    assertThat(report(enc, byName("enc", name), BEARER))
        .contains("/shop/token unless answered by filter enc (com.example.Enc)");
  }

  @Test
  void filterAheadMayAnswerSoThatNothingIsCalledProtected() {
    String report =
        report(otherFilter("enc", "com.example.Enc"), filterMapping("enc", "/*"), BEARER);
    assertThat(report)
        .contains(
            "partly     /api/items (items) by bearer [verify issued] unless answered by filter enc"
                + " (com.example.Enc)")
        .doesNotContain("protected");
    assertThat(warnings("SB214"))
        .singleElement()
        .asString()
        .contains(
            "filter enc (com.example.Enc) on /api/*.",
            "before theirs in web.xml",
            "passThroughFilters instead: enc.");
    assertThat(errors()).isEmpty();
  }

  private static final String CORS = "org.apache.catalina.filters.CorsFilter";
  private static final String JETTY_CORS = "org.eclipse.jetty.servlets.CrossOriginFilter";

  @Test
  void corsFilterAheadTakesNoProtection() {
    assertThat(report(otherFilter("cors", CORS), filterMapping("cors", "/*"), BEARER))
        .contains("protected  /api/items (items) by bearer [verify issued]")
        .doesNotContain("unless answered");
    assertThat(problems.warnings()).noneMatch(warning -> warning.toString().contains("cors"));
  }

  @Test
  void classThatExtendsACorsFilterMayDoOtherwise() {
    superclasses.put("com.example.Cors", JETTY_CORS);
    report(otherFilter("cors", "com.example.Cors"), filterMapping("cors", "/*"), BEARER);
    assertThat(warnings("SB214")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {CORS, JETTY_CORS, "com.thetransactioncompany.cors.CORSFilter"})
  void corsFilterBehindSeesNoPreflight(String className) {
    report(BEARER, otherFilter("cors", className), filterMapping("cors", "/api/*"));
    assertThat(warnings("SB216"))
        .singleElement()
        .asString()
        .contains(
            "filter cors (CORS) comes after the bearer filter on /api/*,",
            "before that of the BearerFilter");
  }

  @Test
  void corsFilterByServletNameIsBehindOneByUrlPattern() {
    report(otherFilter("cors", CORS), filterMappingByServlet("cors", "items"), BEARER);
    assertThat(warnings("SB216")).singleElement().asString().contains("on /api/items,");
  }

  @Test
  void corsFilterElsewhereDoesNotMatter() {
    parameters.put("bearer.corsAllowedOrigins", "https://app.example.com");
    report(BEARER, otherFilter("cors", CORS), filterMapping("cors", "/public/*"));
    assertThat(warnings("SB216")).isEmpty();
  }

  @Test
  void corsIsAnsweredByOneOfTheTwo() {
    parameters.put("bearer.corsAllowedOrigins", "https://app.example.com");
    report(otherFilter("cors", CORS), filterMapping("cors", "/*"), BEARER);
    assertThat(warnings("SB216"))
        .singleElement()
        .asString()
        .contains("on /api/*, and so does corsAllowedOrigins. Remove corsAllowedOrigins");
  }

  @Test
  void jettysCorsFilterMustNotHandOnPreflights() {
    report(otherFilter("cors", JETTY_CORS), filterMapping("cors", "/*"), BEARER);
    assertThat(warnings("SB216")).singleElement().asString().contains("chainPreflight", "false");
  }

  @Test
  void jettysCorsFilterWorksWhereItKeepsPreflights() {
    String filter =
        otherFilter("cors", JETTY_CORS)
            .replace(
                "</filter>",
                "<init-param><param-name>chainPreflight</param-name>"
                    + "<param-value>false</param-value></init-param></filter>");
    report(filter, filterMapping("cors", "/*"), BEARER);
    assertThat(warnings("SB216")).isEmpty();
  }

  @Test
  void severalFiltersGiveOneWarning() {
    report(
        otherFilter("b", "com.example.B"),
        otherFilter("a", SOLR),
        filterMapping("a", "/api/x/*"),
        filterMapping("b", "*.do"),
        BEARER);
    assertThat(warnings("SB214"))
        .singleElement()
        .asString()
        .contains("filter a (Solr) on /api/x/*; filter b (com.example.B) on /api/*.do.");
  }

  @Test
  void filterBehindIsCovered() {
    String report =
        report(BEARER, otherFilter("enc", "com.example.Enc"), filterMapping("enc", "/*"));
    assertThat(report)
        .contains("protected  /api/items (items) by bearer [verify issued]")
        .doesNotContain("enc (com.example.Enc) on");
    assertThat(warnings("SB214")).isEmpty();
  }

  @Test
  void orderIsThatOfTheMappingsAndNotOfTheFilters() {
    assertThat(
            report(otherFilter("enc", "com.example.Enc"), BEARER, filterMapping("enc", "/api/*")))
        .contains("protected  /api/items");
  }

  @Test
  void mappingForOtherDispatchesDoesNotCount() {
    assertThat(
            report(
                otherFilter("enc", "com.example.Enc"),
                filterMapping("enc", "/*", "FORWARD", "ERROR"),
                BEARER))
        .contains("protected  /api/items");
  }

  @Test
  void mappingByServletNameComesAfterAllUrlPatterns() {
    String[] parts = {
      otherFilter("enc", "com.example.Enc"), filterMappingByServlet("enc", "items"), BEARER
    };
    assertThat(report(parts)).contains("protected  /api/items");
    registered.clear();
    container = ServletContainer.UNDERTOW; // which takes all of them in the order of the file
    assertThat(report(parts)).contains("partly     /api/items");
  }

  @Test
  void ourMappingByServletNameComesAfterTheirUrlPattern() {
    assertThat(
            report(
                filter("bearer"),
                filterMappingByServlet("bearer", "items"),
                otherFilter("enc", "com.example.Enc"),
                filterMapping("enc", "/api/*")))
        .contains("partly     /api/items (items)", "protected  /public/* (items)");
  }

  @Test
  void filterThatWebXmlDoesNotDeclareIsTakenToComeFirst() {
    registered.add(
        new FilterEntry(
            "late",
            "com.example.Late",
            Map.of(),
            Map.of(
                UrlPattern.ALL,
                Set.of(io.github.servletbearer.internal.deployment.mapping.Dispatcher.REQUEST)),
            Map.of(),
            true));
    assertThat(report(BEARER)).contains("partly     /api/items");
  }

  @Test
  void oursFromAFragmentIsTakenToComeLast() {
    registered.add(ofAFragment("bearer", WebXmlText.FILTER_CLASS));
    assertThat(report(otherFilter("enc", "com.example.Enc"), filterMapping("enc", "/api/*")))
        .contains("partly     /api/items");
    registered.clear();
    registered.add(ofAFragment("bearer", WebXmlText.FILTER_CLASS));
    assertThat(
            report(otherFilter("enc", "com.example.Enc"), filterMappingByServlet("enc", "items")))
        .as("by servlet-name, always later")
        .contains("protected  /api/items");
    registered.clear();
    registered.add(ofAFragment("bearer", WebXmlText.FILTER_CLASS));
    registered.add(ofAFragment("late", "com.example.Late"));
    assertThat(report())
        .as("two of whose order nothing is known")
        .contains("partly     /api/items");
  }

  private static FilterEntry ofAFragment(String name, String className) {
    return new FilterEntry(
        name,
        className,
        Map.of(),
        Map.of(
            UrlPattern.ALL,
            Set.of(io.github.servletbearer.internal.deployment.mapping.Dispatcher.REQUEST)),
        Map.of(),
        false);
  }

  @Test
  void filterOfTheContainerDoesNotCount() {
    registered.add(
        new FilterEntry(
            "Tomcat WebSocket (JSR356) Filter",
            "org.apache.tomcat.websocket.server.WsFilter",
            Map.of(),
            Map.of(
                UrlPattern.ALL,
                Set.of(io.github.servletbearer.internal.deployment.mapping.Dispatcher.REQUEST)),
            Map.of(),
            true));
    assertThat(report(BEARER)).contains("protected  /api/items");
    assertThat(warnings("SB21")).isEmpty();
  }

  @Test
  void filterThatIsKnownToPassOnDoesNotCountAndItsSubclassDoes() {
    String encoding = "org.springframework.web.filter.CharacterEncodingFilter";
    String mapping = filterMapping("enc", "/*");
    assertThat(report(otherFilter("enc", encoding), mapping, BEARER)).contains("protected  /api");
    registered.clear();
    superclasses.put("com.example.Enc", encoding);
    assertThat(report(otherFilter("enc", "com.example.Enc"), mapping, BEARER))
        .contains("partly     /api");
  }

  @Test
  void filterThatTheSettingTrustsIsPassedAndReported() {
    parameters.put("bearer.passThroughFilters", "enc security");
    String report =
        report(
            otherFilter("enc", "com.example.Enc"),
            otherFilter("security", SECURITY),
            filterMapping("enc", "/*"),
            filterMapping("security", "/*"),
            BEARER);
    assertThat(report)
        .contains(
            "protected  /api/items",
            "tokens     /shop/token",
            "trusted    filter enc (com.example.Enc), filter security (Spring Security) to pass"
                + " requests on, by passThroughFilters alone")
        .doesNotContain("unless");
    assertThat(warnings("SB214")).isEmpty();
    assertThat(warnings("SB215")).isEmpty();
  }

  @Test
  void nameThatNoFilterHasIsAnError() {
    parameters.put("bearer.passThroughFilters", "encodng");
    report(otherFilter("encoding", "com.example.Enc"), filterMapping("encoding", "/*"), BEARER);
    assertThat(errors())
        .singleElement()
        .asString()
        .startsWith("SB102 passThroughFilters names \"encodng\"")
        .contains("Did you mean \"encoding\"?");
  }

  @Test
  void frontControllerBeyondOurMappingIsOpenAndNotNamedByTheFiles() {
    parameters.put("bearer.openPaths", "/ *.jsp /public/*");
    String report = report(BEARER, otherFilter("solr", SOLR), filterMapping("solr", "/*"));
    assertThat(report).contains("protected  /api/items", "partly     /* (filter solr (Solr))");
    assertThat(errors())
        .singleElement()
        .asString()
        .startsWith("SB209 no bearer filter protects /* (filter solr (Solr)).")
        .contains("add to openPaths: /*.");
  }

  @Test
  void frontControllerIsKnownByItsSuperclassAndMayBeNamedByItsPattern() {
    parameters.put("bearer.openPaths", "/ *.jsp /public/* *.rol");
    superclasses.put("com.example.Menu", "com.example.Base");
    superclasses.put("com.example.Base", "org.apache.struts2.dispatcher.FilterDispatcher");
    String report =
        report(BEARER, otherFilter("menu", "com.example.Menu"), filterMapping("menu", "*.rol"));
    assertThat(report).contains("*.rol (filter menu (Struts 2))", "/api/*.rol protected by bearer");
    assertThat(errors()).isEmpty();
  }

  @Test
  void frontControllerAheadOfUsAnswersFirstEverywhere() {
    String report =
        report(
            otherFilter("menu", "org.apache.struts2.dispatcher.FilterDispatcher"),
            filterMapping("menu", "*.rol"),
            filter("bearer"),
            filterMapping("bearer", "/tb-ui/*"),
            filterMapping("bearer", "*.rol"));
    assertThat(report)
        .contains(
            "open       *.rol (filter menu (Struts 2))",
            "/*.rol partly by bearer [verify issued] unless answered by filter menu (Struts 2)",
            "/tb-ui/* protected by bearer");
  }

  @Test
  void filterAheadIsAnErrorWhereAllElseMustBeProtected() {
    String[] parts = {otherFilter("enc", "com.example.Enc"), filterMapping("enc", "/*"), BEARER};
    parameters.put("bearer.openPaths", "/ *.jsp /public/*");
    report(parts);
    assertThat(errors()).singleElement().asString().startsWith("SB214 ").contains("enc");
    assertThat(warnings("SB214")).isEmpty();
  }

  @Test
  void pathThatMayBeOpenMayBeAnsweredFirst() {
    parameters.put("bearer.openPaths", "/ *.jsp /public/* /api/*");
    report(otherFilter("enc", "com.example.Enc"), filterMapping("enc", "/*"), BEARER);
    assertThat(errors()).isEmpty();
  }

  @Test
  void whatNamesAFrontControllerExcusesNoFilterAhead() {
    parameters.put("bearer.openPaths", "/ *.jsp /*");
    report(otherFilter("enc", "com.example.Enc"), filterMapping("enc", "/*"), BEARER);
    assertThat(errors()).singleElement().asString().startsWith("SB214 ").contains("enc");
  }

  @Test
  void optionalCountsAsOpenWithScopesToo() {
    parameters.put("bearer.openPaths", "/ *.jsp /public/*");
    String report =
        report(
            filter("bearer", "autoError", "false", "requiredScopes", "POST: user; *: user"),
            filterMapping("bearer", "/api/*"));
    assertThat(report).contains("optional   /api/items (items) by bearer");
    assertThat(errors())
        .singleElement()
        .asString()
        .contains("SB209", "/api/items (items, optional)", "add to openPaths: /api/items.");
  }

  @Test
  void secondFilterMakesAnOptionalOneProtected() {
    assertThat(
            report(
                filter("maybe", "autoError", "false"),
                filterMapping("maybe", "/*"),
                otherFilter("enc", "com.example.Enc"),
                filterMapping("enc", "/public/*"),
                BEARER))
        .contains("protected  /api/items", "optional   /public/*");
  }

  @Test
  void anyTokenIsAWordOfItsOwn() {
    assertThat(report(filter("bearer", "verify", "presence"), filterMapping("bearer", "/api/*")))
        .contains("any token  /api/items (items) by bearer [verify presence]");
  }

  @Test
  void endpointThatAnotherFilterMayAnswerIsNotAnnouncedAsWorking() {
    String report =
        report(BEARER, otherFilter("security", SECURITY), filterMapping("security", "/*"));
    assertThat(report)
        .contains("tokens     /shop/token unless answered by filter security (Spring Security)")
        .contains("docs page  /shop/docs unless answered by");
    assertThat(warnings("SB215"))
        .singleElement()
        .asString()
        .contains("filter security (Spring Security) may answer at /token, /openapi.json, /docs,");
  }

  /** As those of old applications are: the page has no such files. */
  @ParameterizedTest
  @ValueSource(strings = {"*.do", "*.jsp", "*.action", "/docs/x.do"})
  void filterThatSeesNoFileOfTheDocsPageIsNoDoubtAboutIt(String pattern) {
    String report =
        report(BEARER, otherFilter("login", "com.example.Login"), filterMapping("login", pattern));
    assertThat(report).contains("docs page  /shop/docs").doesNotContain("unless");
    assertThat(warnings("SB215")).isEmpty();
  }

  /** Of every kind of file that the page consists of. */
  @ParameterizedTest
  @ValueSource(strings = {"/docs", "*.html", "*.js", "*.css", "*.svg", "*.txt", "/docs/5/*"})
  void filterThatSeesAFileOfTheDocsPageIsNamed(String pattern) {
    String report =
        report(BEARER, otherFilter("login", "com.example.Login"), filterMapping("login", pattern));
    assertThat(report).contains("docs page  /shop/docs unless answered by filter login");
  }

  @Test
  void docsPageHasNoFilesOfOtherKinds() throws IOException {
    Path assets =
        Path.of("src/main/resources/io/github/servletbearer/internal/openapi/page/assets");
    try (Stream<Path> files = Files.list(assets)) {
      assertThat(files.map(Path::toString)).allMatch(name -> name.matches(".*\\.(js|css|svg)"));
    }
  }

  @Test
  void endpointBesideTheOtherFilterIsAnnounced() {
    String report =
        report(BEARER, otherFilter("web", "com.example.Web"), filterMapping("web", "/docs/*"));
    assertThat(report)
        .contains("docs page  /shop/docs unless")
        .doesNotContain("/shop/token unless", "openapi.json unless");
  }

  @Test
  void webSocketOutsideOfOurMappingIsOpen() {
    parameters.put("bearer.openPaths", "/ *.jsp /public/*");
    webSockets.add(new WebSocketEndpoint("/live", "com.example.Live"));
    webSockets.add(new WebSocketEndpoint("/room/{id}/x", null));
    webSockets.add(new WebSocketEndpoint("/api/live/{id}", null));
    assertThat(report(BEARER))
        .contains(
            "open       /live (WebSocket com.example.Live)",
            "open       /room/* (WebSocket /room/{id}/x)",
            "protected  /api/live/* (WebSocket /api/live/{id}) by bearer");
    assertThat(errors())
        .singleElement()
        .asString()
        .contains("/live (WebSocket com.example.Live)", "add to openPaths: /live /room/*.");
  }

  @Test
  void webSocketIsNotProtectedByServletNameNorOnOtherContainers() {
    webSockets.add(new WebSocketEndpoint("/api/live", null));
    assertThat(report(filter("bearer"), filterMappingByServlet("bearer", "*")))
        .contains("open       /api/live");
    registered.clear();
    container = ServletContainer.JETTY;
    assertThat(report(BEARER)).contains("open       /api/live");
  }

  @Test
  void superclassesThatGoInCirclesAreNoKnownFilter() {
    superclasses.put("com.example.A", "com.example.B");
    superclasses.put("com.example.B", "com.example.A");
    Superclasses known = superclasses::get;
    assertThat(known.of("com.example.A")).isEqualTo("com.example.B");
    assertThat(report(otherFilter("a", "com.example.A"), filterMapping("a", "/*"), BEARER))
        .contains("unless answered by filter a (com.example.A)");
  }
}
