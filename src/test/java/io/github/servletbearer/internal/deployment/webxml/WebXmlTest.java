// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebXmlTest {
  private static final String BODY =
      "<filter><filter-name> f </filter-name><filter-class>\n  com.example.F\n</filter-class>"
          + "<init-param><param-name>a</param-name><param-value> 1 </param-value></init-param>"
          + "</filter>"
          + "<filter-mapping><filter-name>f</filter-name><url-pattern>/a/*</url-pattern>"
          + "</filter-mapping>"
          + "<servlet><servlet-name>s</servlet-name><servlet-class>com.example.S</servlet-class>"
          + "<load-on-startup>1</load-on-startup></servlet>"
          + "<servlet><servlet-name>page</servlet-name><jsp-file>/p.jsp</jsp-file></servlet>"
          + "<servlet-mapping><servlet-name>s</servlet-name><url-pattern>/s</url-pattern>"
          + "</servlet-mapping>"
          + "<servlet-mapping><servlet-name>s</servlet-name><url-pattern>*.do</url-pattern>"
          + "</servlet-mapping>";

  private static WebXml parse(String xml) throws IOException {
    return WebXml.parse(stream(xml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
            + " \"http://java.sun.com/dtd/web-app_2_3.dtd\"><web-app>",
        "<web-app>",
        "<web-app xmlns=\"http://java.sun.com/xml/ns/j2ee\" version=\"2.4\">",
        "<web-app xmlns=\"http://java.sun.com/xml/ns/javaee\" version=\"2.5\">",
        "<web-app xmlns=\"http://java.sun.com/xml/ns/javaee\" version=\"3.0\">",
        "<web-app xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"4.0\">",
      })
  void everyVersionIsRead(String head) throws IOException {
    WebXml webXml = parse("<?xml version=\"1.0\"?>" + head + BODY + "</web-app>");
    FilterEntry filter = webXml.filters().get(0);
    assertThat(filter.name()).isEqualTo("f");
    assertThat(filter.className()).isEqualTo("com.example.F");
    assertThat(filter.initParameters()).containsExactly(Map.entry("a", "1"));
    assertThat(filter.requestPatterns()).extracting(UrlPattern::text).containsExactly("/a/*");
    assertThat(webXml.servlets()).hasToString("[s[*.do, /s], page[]]");
    assertThat(webXml.servlets().get(1).className()).isNull();
  }

  @Test
  void wordsForPeopleMayHaveAPrefix() throws IOException {
    String xml =
        "<web-app xmlns:j=\"http://java.sun.com/xml/ns/javaee\"><j:display-name>Shop"
            + "</j:display-name><security-role><j:description>x</j:description>"
            + "<role-name>clerk</role-name></security-role></web-app>";
    assertThat(parse(xml).roles()).containsExactly("clerk");
  }

  @Test
  void absentFileDeclaresNothing() throws IOException {
    WebXml none = WebXml.parse(null);
    assertThat(none.servlets()).isEmpty();
    assertThat(none.filters()).isEmpty();
    assertThat(none.constraints()).isEmpty();
    assertThat(none.roles()).isEmpty();
  }

  @Test
  @DisplayName("PD-3: dispatcher types; none is REQUEST (Servlet 3.0 6.2.5)")
  void dispatchers() throws IOException {
    WebXml webXml =
        parse(
            app(
                filter("f"),
                filterMapping("f", "/plain"),
                filterMapping("f", "/all", "REQUEST", "FORWARD", "INCLUDE", "ERROR", "ASYNC"),
                filterMapping("f", "/forward", " FORWARD "),
                filterMapping("f", "/twice", "FORWARD"),
                filterMapping("f", "/twice", "REQUEST"),
                filterMapping("f", "/lower", "forward"),
                filterMapping("f", "/*", "ERROR")));
    FilterEntry filter = webXml.filters().get(0);
    Map<UrlPattern, ?> types = filter.urlPatterns();
    assertThat(types.get(UrlPattern.ofFilter("/plain"))).isEqualTo(EnumSet.of(Dispatcher.REQUEST));
    assertThat(types.get(UrlPattern.ofFilter("/all"))).isEqualTo(EnumSet.allOf(Dispatcher.class));
    assertThat(types.get(UrlPattern.ofFilter("/forward")))
        .isEqualTo(EnumSet.of(Dispatcher.FORWARD));
    assertThat(types.get(UrlPattern.ofFilter("/twice")))
        .isEqualTo(EnumSet.of(Dispatcher.REQUEST, Dispatcher.FORWARD));
    assertThat(types.get(UrlPattern.ofFilter("/lower"))) // as Tomcat reads it
        .isEqualTo(EnumSet.of(Dispatcher.FORWARD));
    assertThat(filter.requestPatterns())
        .extracting(UrlPattern::text)
        .containsExactly("/all", "/plain", "/twice");
    assertThat(filter.sees(Dispatcher.ERROR)).isTrue();
    assertThat(filter.isMapped()).isTrue();
  }

  @Test
  void percentEncodedPatternsAreDecoded() throws IOException {
    WebXml webXml =
        parse(
            app(
                filter("f"),
                filterMapping("f", "/b%C3%BCro/*"),
                filterMapping("f", "/a+b"),
                filterMapping("f", "/100%")));
    assertThat(webXml.filters().get(0).requestPatterns())
        .extracting(UrlPattern::text)
        .containsExactly("/100%", "/a+b", "/büro/*");
  }

  @Test
  void constraintsAreRead() throws IOException {
    String collection =
        "<security-constraint><web-resource-collection><web-resource-name>n</web-resource-name>"
            + "<url-pattern>/api/*</url-pattern><url-pattern>/</url-pattern>"
            + "</web-resource-collection>";
    String transport =
        "<user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee>"
            + "</user-data-constraint></security-constraint>";
    WebXml webXml =
        parse(
            app(
                collection + transport,
                collection + "<auth-constraint/>" + transport,
                "<security-role><role-name>a</role-name></security-role>",
                "<security-role><role-name>b</role-name></security-role>"));
    assertThat(webXml.constraints())
        .extracting(SecurityConstraint::access)
        .containsExactly(SecurityConstraint.Access.FREE, SecurityConstraint.Access.DENIED);
    assertThat(webXml.constraints().get(1).patterns()).hasToString("[/api/*, /]");
    assertThat(webXml.constraints().get(1).patterns().get(1).isDefault()).isTrue();
    assertThat(webXml.roles()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "no xml", "<web-app>", "<web-app></web>", "<web-app>&nbsp;</web-app>"})
  void brokenFileIsAnError(String xml) {
    assertThatThrownBy(() -> parse(xml))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("web.xml is no XML as it should be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]><web-app><security-role>"
            + "<role-name>x&e;x</role-name></security-role></web-app>",
        "<!DOCTYPE a [<!ENTITY e PUBLIC \"p\" \"%s\">]><web-app><security-role>"
            + "<role-name>x&e;x</role-name></security-role></web-app>",
        "<!DOCTYPE a [<!ENTITY %% e SYSTEM \"%s\"> %%e;]><web-app/>",
        "<!DOCTYPE a SYSTEM \"%s\"><web-app/>",
        "<web-app xmlns:xi=\"http://www.w3.org/2001/XInclude\"><security-role><role-name>x<xi:include"
            + " href=\"%s\" parse=\"text\"/>x</role-name></security-role></web-app>",
        "<web-app xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:noNamespaceSchemaLocation=\"%s\"/>",
        "<?xml-stylesheet href=\"%s\"?><web-app/>",
      })
  @DisplayName("CWE-611: no external entity is read or asked for, of a file or of an address")
  void externalEntitiesStayOutside(String template, @TempDir Path directory) throws IOException {
    Path canary = Files.writeString(directory.resolve("canary"), "CANARY");
    assertThat(rolesOf(String.format(template, canary.toUri()))).doesNotContain("CANARY");
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + listener.getLocalPort() + "/canary";
      assertThat(rolesOf(String.format(template, address))).doesNotContain("CANARY");
      listener.setSoTimeout(50);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static String rolesOf(String xml) {
    try {
      return parse(xml).roles().toString();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  @DisplayName("CWE-776: entities that grow without end are refused")
  void billionLaughsAreRefused() {
    StringBuilder xml = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      xml.append("<!ENTITY e").append(i).append(" \"").append(("&e" + (i - 1) + ";").repeat(10));
      xml.append("\">");
    }
    assertThatThrownBy(() -> parse(xml + "]><web-app>&e11;</web-app>"))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  @DisplayName("CWE-776: one large entity many times is refused too")
  void quadraticGrowthIsRefused() {
    String xml =
        "<!DOCTYPE a [<!ENTITY e \""
            + "x".repeat(100_000)
            + "\">]><web-app>"
            + "&e;".repeat(50_000);
    assertThatThrownBy(() -> parse(xml + "</web-app>")).isInstanceOf(IOException.class);
  }

  @Test
  void internalEntitiesAreRead() throws IOException {
    String xml =
        "<!DOCTYPE a [<!ENTITY r \"clerk\">]><web-app><security-role><role-name>&r;</role-name>"
            + "</security-role></web-app>";
    assertThat(parse(xml).roles()).containsExactly("clerk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<j:web-app xmlns:j=\"http://xmlns.jcp.org/xml/ns/javaee\"/>",
        "<web-app><j:filter xmlns:j=\"http://xmlns.jcp.org/xml/ns/javaee\"/></web-app>",
        "<web-app><filter><x:a xmlns:x=\"urn:x\"/></filter></web-app>",
      })
  void prefixedElementsAreRefused(String xml) {
    assertThatThrownBy(() -> parse(xml)).isInstanceOf(IOException.class).hasMessageContaining(":");
  }

  @Test
  void deepElementsAreRefused() throws IOException {
    assertThat(parse("<web-app>" + "<a>".repeat(99) + "</a>".repeat(99) + "</web-app>"))
        .isNotNull();
    assertThatThrownBy(() -> parse("<web-app>" + "<a>".repeat(100)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nested too deep");
  }

  @Test
  @DisplayName("of two filters with one name Jetty makes one, and Tomcat does not start")
  void filtersWithOneNameAreRefused() {
    String first = "<filter><filter-name>f</filter-name><filter-class>a.A</filter-class></filter>";
    String same = "<web-app>" + first + first + "</web-app>";
    for (String xml : List.of(same, same.replaceFirst("a\\.A", "b.B"))) {
      assertThatThrownBy(() -> parse(xml))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("two <filter> with the name f");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<WEB-APP/>", "<project/>", "<webapp/>", "<web-fragment/>"})
  @DisplayName("Tomcat starts the application, and reads nothing that is in another root")
  void otherRootIsRefused(String xml) {
    assertThatThrownBy(() -> parse(xml))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("<web-app>");
  }

  @Test
  void brokenFileIsNamedByLine() {
    assertThatThrownBy(() -> parse("<web-app>\n <servlet>\n</web-app>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"</servlet>\". (line 3, column 3)");
    assertThatThrownBy(() -> parse("<?xml version='1.0' encoding='x-none'?><web-app/>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("encoding x-none is unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<filter><filter-class>a.A</filter-class><filter-class>b.B</filter-class></filter>",
        "<filter><filter-name>a</filter-name><filter-name>b</filter-name></filter>",
        "<filter-mapping><filter-name>a</filter-name><filter-name>b</filter-name></filter-mapping>",
        "<servlet><servlet-class>a.A</servlet-class><servlet-class>b.B</servlet-class></servlet>",
        "<servlet><servlet-name>a</servlet-name><servlet-name>b</servlet-name></servlet>",
        "<servlet-mapping><servlet-name>a</servlet-name><servlet-name>b</servlet-name>"
            + "</servlet-mapping>",
        "<filter><init-param><param-name>a</param-name><param-value>true</param-value>"
            + "<param-value>false</param-value></init-param></filter>",
        "<servlet><init-param><param-name>a</param-name><param-name>b</param-name></init-param>"
            + "</servlet>",
        "<context-param><param-name>a</param-name><param-name>b</param-name></context-param>",
      })
  @DisplayName("of two values for one thing, some containers take the first and some the last")
  void whatMayStandOnceIsRefusedTwice(String body) {
    assertThatThrownBy(() -> parse("<web-app>" + body + "</web-app>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void theSameTwiceAndManyServletNamesOfOneMappingAreFine() throws IOException {
    WebXml webXml =
        parse(
            "<web-app><display-name>a</display-name><display-name>b</display-name><filter>"
                + "<filter-name>f</filter-name><filter-name> f </filter-name></filter>"
                + "<filter-mapping><filter-name>f</filter-name><servlet-name>a</servlet-name>"
                + "<servlet-name>b</servlet-name></filter-mapping></web-app>");
    assertThat(webXml.filters().get(0).servletNames()).containsOnlyKeys("a", "b");
  }

  @Test
  @DisplayName("8.2.3: fragments add to each other's mappings, and not to those of web.xml")
  void mappingsOfFragmentsAddUp() throws IOException {
    String servlet = "<servlet><servlet-name>s</servlet-name></servlet>";
    String mapping =
        "<servlet-mapping><servlet-name>s</servlet-name><url-pattern>%s</url-pattern>"
            + "</servlet-mapping><filter-mapping><filter-name>f</filter-name>"
            + "<url-pattern>%s</url-pattern></filter-mapping>";
    List<WebXml> fragments = new ArrayList<>();
    for (String pattern : List.of("/a", "/b")) {
      String body =
          "<filter><filter-name>f</filter-name></filter>" + mapping.replace("%s", pattern);
      fragments.add(WebXml.parseFragment(stream("<web-fragment>" + body + "</web-fragment>")));
    }

    WebXml unmapped = parse("<web-app>" + servlet + "</web-app>").with(fragments);
    assertThat(unmapped.servlets().get(0).patterns()).hasToString("[/a, /b]");
    assertThat(unmapped.filters().get(0).requestPatterns()).hasToString("[/a, /b]");

    String own =
        "<filter><filter-name>f</filter-name><filter-class>F</filter-class></filter>"
            + mapping.replace("%s", "/own");
    WebXml mapped = parse("<web-app>" + servlet + own + "</web-app>").with(fragments);
    assertThat(mapped.servlets().get(0).patterns()).hasToString("[/own]");
    assertThat(mapped.filters().get(0).requestPatterns()).hasToString("[/own]");
  }

  private static WebXml fragment(String... parts) throws IOException {
    return WebXml.parseFragment(
        stream("<web-fragment>" + String.join("", parts) + "</web-fragment>"));
  }

  /** One of each thing that has a name; none of them is mapped. */
  private static String named(String className, String value, String role) {
    String parameter =
        "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>";
    String parameters =
        parameter.formatted("both", value) + parameter.formatted("of " + value, value);
    String reference =
        "<security-role-ref><role-name>%s</role-name><role-link>%s</role-link></security-role-ref>";
    return "<context-param><param-name>p</param-name><param-value>%s</param-value></context-param>"
            .formatted(value)
        + "<login-config><auth-method>%s</auth-method></login-config>".formatted(value)
        + "<session-config><cookie-config><name>%s</name></cookie-config></session-config>"
            .formatted(value)
        + "<filter><filter-name>f</filter-name><filter-class>%s</filter-class>%s</filter>"
            .formatted(className, parameters)
        + "<servlet><servlet-name>s</servlet-name><servlet-class>%s</servlet-class>%s%s%s</servlet>"
            .formatted(
                className,
                parameters,
                reference.formatted("both", role),
                reference.formatted("of " + value, role));
  }

  @Test
  @DisplayName("8.2.3: what is declared first wins, and what others have beside it is added")
  void declaredFirstWins() throws IOException {
    WebXml merged =
        parse("<web-app>" + named("Own", "own", "x") + "</web-app>")
            .with(List.of(fragment(named("Other", "other", "y"))));

    assertThat(merged.contextParameters()).containsEntry("p", "own");
    assertThat(merged.loginMethod()).isEqualTo("own");
    assertThat(merged.sessionCookie()).isEqualTo("own");
    assertThat(merged.filters().get(0).className()).isEqualTo("Own");
    assertThat(merged.servlets().get(0).className()).isEqualTo("Own");
    Map<String, String> parameters = Map.of("both", "own", "of own", "own", "of other", "other");
    assertThat(merged.filters().get(0).initParameters()).isEqualTo(parameters);
    assertThat(merged.servlets().get(0).initParameters()).isEqualTo(parameters);
    assertThat(merged.roleLinks().get("s"))
        .isEqualTo(Map.of("both", "x", "of own", "x", "of other", "y"));

    WebXml added = parse("<web-app/>").with(List.of(fragment(named("Other", "other", "y"))));
    assertThat(added.loginMethod()).isEqualTo("other");
    assertThat(added.sessionCookie()).isEqualTo("other");
  }

  @Test
  @DisplayName("8.2.3: what web.xml itself says stays as it is, and nothing is forgotten")
  void ownContentStays() throws Exception {
    String all =
        "<!DOCTYPE web-app [<!ENTITY e SYSTEM 'e.xml'>]><web-app version='3.1'"
            + " metadata-complete='true'><name>n</name><display-name>d</display-name>"
            + "<absolute-ordering/><deny-uncovered-http-methods/>"
            + "<context-param><param-name>q</param-name><param-value>1</param-value>"
            + "</context-param><context-param><param-name>q</param-name><param-value>2"
            + "</param-value></context-param><listener><listener-class>L</listener-class>"
            + "</listener><welcome-file-list><welcome-file>w</welcome-file></welcome-file-list>"
            + "<jsp-config><jsp-property-group><url-pattern>/p</url-pattern></jsp-property-group>"
            + "</jsp-config><security-constraint><web-resource-collection><url-pattern>/c"
            + "</url-pattern></web-resource-collection><auth-constraint><role-name>r</role-name>"
            + "</auth-constraint></security-constraint>"
            + named("Own", "own", "x")
            + "<servlet><async-supported>true</async-supported></servlet>"
            + filterMapping("f", "/*")
            + "</web-app>";
    WebXml own = parse(all);
    WebXml none = parse("<web-app><filter-mapping/></web-app>");
    for (Method part : WebXml.class.getMethods()) {
      boolean isPart = part.getDeclaringClass() == WebXml.class && part.getParameterCount() == 0;
      if (isPart && !part.getName().equals("isPresent")) {
        Object value = part.invoke(own);
        assertThat(value).as("the sample has " + part).isNotEqualTo(part.invoke(none));
        assertThat(part.invoke(own.with(List.of()))).as(part.toString()).isEqualTo(value);
      }
    }
    assertThat(own.with(List.of()).isPresent()).isTrue();
  }

  @Test
  @DisplayName("8.2.3: lists of all descriptors add up")
  void listsAddUp() throws IOException {
    String lists =
        "<listener><listener-class>%s</listener-class></listener><welcome-file-list><welcome-file>"
            + "%s</welcome-file></welcome-file-list><jsp-config><jsp-property-group><url-pattern>"
            + "/%s</url-pattern></jsp-property-group></jsp-config>";
    String entity = "<!DOCTYPE x [<!ENTITY more SYSTEM '%s.xml'>]>";
    WebXml other =
        WebXml.parseFragment(
            stream(
                entity.replace("%s", "b")
                    + "<web-fragment>"
                    + lists.replace("%s", "b")
                    + "</web-fragment>"));
    WebXml merged =
        parse(entity.replace("%s", "a") + "<web-app>" + lists.replace("%s", "a") + "</web-app>")
            .with(List.of(other));

    assertThat(merged.listeners()).containsExactly("a", "b");
    assertThat(merged.welcomeFiles()).containsExactly("a", "b");
    assertThat(merged.pages()).hasToString("[/a, /b]");
    assertThat(merged.externalEntities()).containsExactly("a.xml", "b.xml");
  }

  @Test
  @DisplayName(
      "8.2.3: a filter of web.xml that is mapped there keeps its mappings, else it gets all")
  void filtersGetTheMappingsOfFragments() throws IOException {
    String declaration =
        "<filter><filter-name>f</filter-name><filter-class>F</filter-class></filter>";
    String other =
        "<filter-mapping><filter-name>f</filter-name><url-pattern>/x</url-pattern>"
            + "<servlet-name>s</servlet-name><dispatcher>%s</dispatcher></filter-mapping>";
    List<WebXml> fragments =
        List.of(
            fragment(declaration, other.replace("%s", "FORWARD")),
            fragment(declaration, other.replace("%s", "REQUEST")));

    FilterEntry unmapped =
        parse("<web-app>" + declaration + "</web-app>").with(fragments).filters().get(0);
    assertThat(unmapped.urlPatterns()).hasToString("{/x=[REQUEST, FORWARD]}");
    assertThat(unmapped.servletNames()).hasToString("{s=[REQUEST, FORWARD]}");

    String own = filterMapping("f", "/own", "REQUEST");
    FilterEntry undeclared =
        parse("<web-app>" + own + "</web-app>").with(fragments).filters().get(0);
    assertThat(undeclared.requestPatterns()).as("as on Tomcat").hasToString("[/own, /x]");

    FilterEntry ours =
        parse("<web-app>" + own + "</web-app>")
            .with(
                List.of(
                    fragment(
                        declaration.replace(">F<", ">" + FilterEntry.BEARER_FILTER + "<"),
                        other.replace("%s", "REQUEST"))))
            .filters()
            .get(0);
    assertThat(ours.requestPatterns()).as("never more than on any container").hasToString("[/own]");
  }

  @Test
  @DisplayName("8.2.3: a path that a servlet has already is not mapped to another one")
  void pathsStayWithTheirServlets() throws IOException {
    String servlet =
        "<servlet><servlet-name>%s</servlet-name></servlet><servlet-mapping><servlet-name>%s"
            + "</servlet-name><url-pattern>/x</url-pattern></servlet-mapping>";
    WebXml merged =
        parse("<web-app>" + servlet.replace("%s", "own") + "</web-app>")
            .with(List.of(fragment(servlet.replace("%s", "other"))));

    assertThat(merged.servlets().get(0).patterns()).hasToString("[/x]");
    assertThat(merged.servlets().get(1).patterns()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.2, '<!DOCTYPE web-app SYSTEM \"http://java.sun.com/j2ee/dtds/web-app_2_2.dtd\"><web-app>'",
    "2.3, '<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
        + " \"own.dtd\"><web-app version=\"3.0\">'",
    "2.4, '<web-app xmlns=\"http://java.sun.com/xml/ns/j2ee\">'",
    "2.5, '<web-app version=\" 2.5 \">'",
    ", '<web-app xmlns=\"http://java.sun.com/xml/ns/javaee\">'"
  })
  void versionIsThatOfTheDtdOrTheAttribute(String version, String head) throws IOException {
    assertThat(parse(head + "</web-app>").version()).isEqualTo(version);
  }

  @Test
  void textsAreThoseOfTheirElements() throws IOException {
    WebXml webXml =
        parse(
            "<web-app metadata-complete=' true '>words<display-name>The <b>shop</b>"
                + "</display-name></web-app>");
    assertThat(webXml.displayName()).isEqualTo("The shop");
    assertThat(webXml.isComplete()).isTrue();
  }

  @ParameterizedTest
  @DisplayName("2.3.3.3: a servlet or filter that says so may be asynchronous, here or elsewhere")
  @CsvSource({
    "servlet, true, true",
    "filter, TRUE, true",
    "servlet, false, false",
    "filter, , false",
    "other, true, false"
  })
  void asyncSupported(String kind, String value, boolean expected) throws IOException {
    String declared = "<%1$s><async-supported>%2$s</async-supported></%1$s>".formatted(kind, value);

    assertThat(parse("<web-app>" + declared + "</web-app>").isAsynchronous()).isEqualTo(expected);
    assertThat(parse("<web-app/>").with(List.of(fragment(declared))).isAsynchronous())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("a parameter without a name or a value is none; of two values the first counts")
  void parametersAreWhole() throws IOException {
    WebXml webXml =
        parse(
            "<web-app><context-param><param-value>1</param-value></context-param>"
                + "<context-param><param-name>a</param-name></context-param>"
                + "<context-param><param-name>b</param-name><param-value>1</param-value>"
                + "</context-param><context-param><param-name>b</param-name>"
                + "<param-value>2</param-value></context-param></web-app>");
    assertThat(webXml.contextParameters()).isEqualTo(Map.of("b", "1"));
    assertThat(webXml.ambiguousParameters()).containsExactly("b");
  }

  @Test
  @DisplayName("13.3: names that stand for all roles are none, nor is a reference without a link")
  void rolesHaveNames() throws IOException {
    WebXml webXml =
        parse(
            "<web-app><security-role><role-name>**</role-name></security-role>"
                + "<security-constraint><auth-constraint><role-name>*</role-name>"
                + "<role-name>clerk</role-name></auth-constraint></security-constraint>"
                + "<servlet><servlet-name>s</servlet-name><security-role-ref>"
                + "<role-name>x</role-name></security-role-ref></servlet></web-app>");
    assertThat(webXml.roles()).containsExactly("clerk");
    assertThat(webXml.roleLinks()).isEmpty();
  }

  @Test
  @DisplayName("entities are named by their address, what a parameter entity holds by its name")
  void externalEntitiesAreNamed() throws IOException {
    String dtd = "<!ENTITY a SYSTEM 'a.xml'><!ENTITY % b SYSTEM 'b.dtd'>";
    assertThat(parse("<!DOCTYPE web-app [" + dtd + "]><web-app/>").externalEntities())
        .containsExactly("a.xml", "b");
    assertThat(parse("<!DOCTYPE web-app SYSTEM 'own.dtd'><web-app/>").externalEntities())
        .containsExactly("own.dtd");
  }

  @Test
  @DisplayName("8.2.3: what web.xml maps and a library declares is one servlet")
  void servletOfFragmentGetsTheMapping() throws IOException {
    WebXml merged =
        parse(
                "<web-app><servlet-mapping><servlet-name>s</servlet-name><url-pattern>/x"
                    + "</url-pattern></servlet-mapping></web-app>")
            .with(
                List.of(
                    fragment(
                        "<servlet><servlet-name>s</servlet-name><servlet-class>S</servlet-class>"
                            + "</servlet>")));
    assertThat(merged.servlets()).hasToString("[s[/x]]");
    assertThat(merged.servlets().get(0).className()).isEqualTo("S");
  }
}
