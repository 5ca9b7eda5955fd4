// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import static io.github.servletbearer.internal.cli.init.Descriptors.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.CodeBlocks;
import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** The block in each version of web.xml, valid by the DTDs and schemas that Tomcat ships. */
class BlockTest {
  private static final Path BASE = Path.of(System.getProperty("project.basedir", "."));

  static final List<String> VERSIONS = Descriptors.VERSIONS;

  /** Something of each kind, in the order of the DTD. */
  private static final String FULL =
      """
        <display-name>Shop</display-name>
        <context-param><param-name>a</param-name><param-value>b</param-value></context-param>
        <filter>
          <filter-name>bearer</filter-name>
          <filter-class>com.example.Encoding</filter-class>
        </filter>
        <filter-mapping><filter-name>bearer</filter-name><url-pattern>/*</url-pattern></filter-mapping>
        <listener><listener-class>com.example.Start</listener-class></listener>
        <servlet>
          <servlet-name>items</servlet-name>
          <servlet-class>com.example.Items</servlet-class>
        </servlet>
        <servlet-mapping><servlet-name>items</servlet-name><url-pattern>/items</url-pattern></servlet-mapping>
        <session-config><session-timeout>5</session-timeout></session-config>
        <welcome-file-list><welcome-file>index.jsp</welcome-file></welcome-file-list>
        <security-role><role-name>user</role-name></security-role>
      """;

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void blockIsValidAmongElementsOfEveryKind(String version) throws Exception {
    Descriptors.requireValid(version, app(version, FULL));

    String edited = Descriptors.withBlock(app(version, FULL), "/items", "*.do");

    Descriptors.requireValid(version, edited);
    assertThat(edited).contains("<filter-name>bearer2</filter-name>");
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void blockIsValidAlone(String version) throws Exception {
    Descriptors.requireValid(version, Descriptors.withBlock(app(version, ""), "/*"));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void blockWithOpenPathsAndStrictPathsIsValid(String version) throws Exception {
    byte[] xml = app(version, FULL).getBytes(StandardCharsets.UTF_8);
    Block block =
        Descriptors.block(xml, "/items").withOpenPaths(List.of("/", "*.jsp")).withStrictPaths();

    String edited = new String(WebXmlEdit.add(xml, block), StandardCharsets.UTF_8);

    Descriptors.requireValid(version, edited);
    assertThat(edited.indexOf("StrictPathFilter")).isLessThan(edited.indexOf("BearerFilter"));
    assertThat(edited).contains("<param-value>/ *.jsp</param-value>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.3", "2.4", "2.5"})
  void blockOfALaterVersionIsNotValid(String version) throws Exception {
    String block = Descriptors.block(app("3.0", "").getBytes(StandardCharsets.UTF_8), "/*").text();

    assertThatThrownBy(() -> Descriptors.requireValid(version, app(version, block)))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void blockOfReadmeIsTheOneOfVersion3() throws Exception {
    assertThat(withoutBlanks(CodeBlocks.of(BASE.resolve("README.md"), "xml").get(0)))
        .isEqualTo(withoutBlanks(printed("3.0", "/api/*")));
  }

  @Test
  void pageHasTheBlockOfEachVersion() throws Exception {
    List<String> expected = new ArrayList<>();
    for (String version : List.of("3.0", "2.5", "2.4", "2.3")) {
      expected.add(withoutBlanks(printed(version, "/api/*")));
    }
    assertThat(
            CodeBlocks.of(BASE.resolve("docs/web-xml.md"), "xml").stream()
                .map(BlockTest::withoutBlanks)
                .toList())
        .startsWith(expected.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "2.3, /api/*, /api/* locked (not for open pages that forward there: run check); endpoints",
    "2.3, /*, /* locked; endpoints",
    "2.4, /api/*, /api/* locked; endpoints"
  })
  void summarySaysWhatTheVersionLeavesOpen(String version, String lock, String summary)
      throws Exception {
    Block block = Descriptors.block(app(version, "").getBytes(StandardCharsets.UTF_8), lock);
    assertThat(block.summary()).startsWith(summary);
  }

  private static String printed(String version, String locked) throws Exception {
    return Descriptors.block(app(version, "").getBytes(StandardCharsets.UTF_8), locked).text();
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void namesAndPathsOfTheApplicationStayItsOwn() throws Exception {
    WebXml webXml =
        WebXml.parse(
            WebXmlText.stream(
                app(
                    "3.0",
                    WebXmlText.otherFilter("bearer", "com.example.Other")
                        + WebXmlText.servlet("bearer", "com.example.Token")
                        + WebXmlText.servletMapping("bearer", "/token"))));

    String text = Block.of(webXml, List.of("bearer/docs/index.html"), List.of("/*")).text();

    assertThat(text)
        .contains("<filter-name>bearer2</filter-name>", "<servlet-name>bearer2</servlet-name>")
        .contains("<url-pattern>/bearer2/token</url-pattern>")
        .doesNotContain(">bearer<");
  }

  @Test
  void pageOfTheApplicationBelowDocsMovesTheEndpoints() throws Exception {
    WebXml webXml = WebXml.parse(WebXmlText.stream(app("3.0", "")));

    assertThat(Block.of(webXml, List.of("docs/manual.html"), List.of("/*")).text())
        .contains("/bearer/token", "/bearer/docs/*");
    assertThat(Block.of(webXml, List.of("documents/a.html", "x/token"), List.of("/*")).text())
        .contains(">/token<", ">/docs/*<");
  }

  @Test
  void patternsAreWrittenSoThatEveryEncodingHasThem() throws Exception {
    WebXml webXml = WebXml.parse(WebXmlText.stream(app("3.0", "")));

    String text = Block.of(webXml, List.of(), List.of("/a&b<\u4e2d\ud83d\ude00")).text();

    assertThat(text).contains("/a&#38;b&#60;&#20013;&#128512;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.6", "2", "three", "3", "03.0"})
  void versionThatDoesNotExistIsRefused(String version) {
    assertThatThrownBy(() -> WebXmlForm.of(version))
        .isInstanceOf(InitException.class)
        .hasMessageContaining("which does not exist");
  }

  @Test
  void version22KnowsNoFilters() throws Exception {
    WebXml webXml =
        WebXml.parse(
            WebXmlText.stream(
                "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application"
                    + " 2.2//EN\" \"http://java.sun.com/j2ee/dtds/web-app_2_2.dtd\"><web-app/>"));

    assertThatThrownBy(() -> Block.of(webXml, List.of(), List.of("/*")))
        .isInstanceOfSatisfying(
            InitException.class, e -> assertThat(e.fix()).contains("DOCTYPE of 2.3"));
  }

  @Test
  void laterVersionsAndNoneAllowWhat3Allows() throws Exception {
    for (String version : new String[] {null, "3.0", "3.1", "4.0", "5.0", "6.1"}) {
      assertThat(WebXmlForm.of(version)).isEqualTo(WebXmlForm.SERVLET_3);
    }
  }
}
