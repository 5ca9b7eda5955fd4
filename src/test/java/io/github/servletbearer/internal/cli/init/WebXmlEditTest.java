// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.internal.cli.init.Descriptors.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web.xml keeps byte for byte when the block is put into it. */
class WebXmlEditTest {
  private static final String OTHER =
      otherFilter("other", "com.example.Other") + filterMapping("other", "/*");

  private static final Block ALL = all();

  private static Block all() {
    try {
      return Block.of(WebXml.parse(null), List.of(), List.of("/*"));
    } catch (IOException | InitException e) {
      throw new AssertionError(e);
    }
  }

  /** Files that are hard to edit; what is not ours must be in the result as it was. */
  static final List<String> HARD =
      List.of(
          app("3.0", "  " + OTHER + "\n"),
          app("2.3", "  " + OTHER + "\n"),
          app("2.4", OTHER),
          "<web-app>" + OTHER + "</web-app>",
          "<web-app version='2.5'\n a='>' >\n\t"
              + OTHER
              + "\t<!-- <filter> & </web-app> -->\r\n</web-app >",
          "<!DOCTYPE web-app [<!-- ' > ]> --> <?x ]> ?> <!ENTITY a \"]>'<b/>\"> ]>\n<web-app>"
              + OTHER
              + "<display-name>&a;</display-name></web-app>",
          "<web-app><description><![CDATA[<filter></web-app>]]></description>"
              + OTHER
              + "</web-app>",
          "<?xml version='1.0'?><?pi <web-app> ?><web-app><!--\n<filter>\n-->"
              + OTHER
              + "</web-app>",
          "<web-app><distributable/><!-- a --> <!-- b\n -->\n" + OTHER + "</web-app><!-- end -->\n",
          app("2.5", "<servlet><servlet-name>a</servlet-name></servlet>" + OTHER));

  private static byte[] edit(byte[] file) throws Exception {
    return WebXmlEdit.add(file, Descriptors.block(file, "/*"));
  }

  private static String edit(String file) throws Exception {
    return new String(edit(file.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** Takes out again what was put in, line by line, as a person would. */
  private static String without(Block block, String edited) {
    Deque<String> ours = new ArrayDeque<>();
    block.elements().values().forEach(lines -> lines.forEach(line -> ours.add(line.strip())));
    StringBuilder rest = new StringBuilder();
    boolean isOurs = false;
    for (String line : edited.split("(?<=\n)", -1)) {
      boolean isMark = line.strip().equals(WebXmlEdit.MARK);
      isOurs = isMark || isOurs && line.strip().equals(ours.peek());
      if (!isOurs) {
        rest.append(line);
      } else if (!isMark) {
        ours.remove();
      }
    }
    assertThat(ours).isEmpty();
    return rest.toString();
  }

  @ParameterizedTest
  @FieldSource("HARD")
  void everythingElseIsKeptByteForByte(String file) throws Exception {
    Block block = Descriptors.block(file.getBytes(StandardCharsets.UTF_8), "/*");

    // Where it was put into a line, a line end stays.
    assertThat(without(block, edit(file)).replaceAll("[\r\n]", ""))
        .isEqualTo(file.replaceAll("[\r\n]", ""));
  }

  @ParameterizedTest
  @FieldSource("HARD")
  void ourFilterComesFirst(String file) throws Exception {
    WebXml webXml =
        WebXml.parse(new ByteArrayInputStream(edit(file).getBytes(StandardCharsets.UTF_8)));

    List<FilterEntry> filters = webXml.filters();
    assertThat(filters).extracting(FilterEntry::name).containsExactly("bearer", "other");
    FilterEntry ours = filters.get(0);
    FilterEntry other = filters.get(1);
    assertThat(
            webXml
                .filterOrder()
                .mayRunBefore(other, ours, "x", other.requestPatterns().first(), false))
        .isFalse();
    assertThat(webXml.servlets()).anyMatch(servlet -> servlet.name().equals("bearer"));
  }

  @Test
  void elementsOfTheSecondVersionStandInTheirOrder() throws Exception {
    String xml =
        app(
            "2.3",
            """
              <context-param><param-name>a</param-name><param-value>b</param-value></context-param> <!-- a comment of a -->
              <!-- the listener -->
              <listener><listener-class>com.example.Start</listener-class></listener>
              <session-config><session-timeout>5</session-timeout></session-config>
            """);

    assertThat(edit(xml))
        .isEqualTo(
            xml.replace(
                    "a -->\n",
                    """
                    a -->
                      <!-- Servlet Bearer -->
                      <filter>
                        <filter-name>bearer</filter-name>
                        <filter-class>io.github.servletbearer.BearerFilter</filter-class>
                      </filter>
                      <filter-mapping>
                        <filter-name>bearer</filter-name>
                        <url-pattern>/*</url-pattern>
                      </filter-mapping>
                    """)
                .replace(
                    "</listener>\n",
                    """
                    </listener>
                      <!-- Servlet Bearer -->
                      <servlet>
                        <servlet-name>bearer</servlet-name>
                        <servlet-class>io.github.servletbearer.BearerServlet</servlet-class>
                        <load-on-startup>1</load-on-startup>
                      </servlet>
                      <servlet-mapping>
                        <servlet-name>bearer</servlet-name>
                        <url-pattern>/token</url-pattern>
                      </servlet-mapping>
                      <servlet-mapping>
                        <servlet-name>bearer</servlet-name>
                        <url-pattern>/openapi.json</url-pattern>
                      </servlet-mapping>
                      <servlet-mapping>
                        <servlet-name>bearer</servlet-name>
                        <url-pattern>/docs/*</url-pattern>
                      </servlet-mapping>
                    """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252", "US-ASCII"})
  void encodingIsKept(String encoding) throws Exception {
    String name = encoding.equals("US-ASCII") ? "Shop" : "Caf\u00e9";
    String xml =
        "<?xml version=\"1.0\" encoding=\""
            + encoding
            + "\"?>\r\n<web-app>\r\n  <display-name>"
            + name
            + "</display-name>\r\n</web-app>";
    Charset charset = Charset.forName(encoding);

    byte[] edited = edit(xml.getBytes(charset));

    assertThat(WebXml.parse(new ByteArrayInputStream(edited)).displayName()).isEqualTo(name);
    assertThat(without(ALL, new String(edited, charset))).isEqualTo(xml);
    assertThat(new String(edited, charset).replace("\r\n", "")).doesNotContain("\n", "\ufeff");
  }

  @Test
  void byteOrderMarkIsKept() throws Exception {
    byte[] xml = "\ufeff<web-app>\n</web-app>".getBytes(StandardCharsets.UTF_8);

    byte[] edited = edit(xml);

    assertThat(edited).startsWith(0xEF, 0xBB, 0xBF, '<');
    assertThat(without(ALL, new String(edited, StandardCharsets.UTF_8)))
        .isEqualTo("\ufeff<web-app>\n</web-app>");
  }

  @Test
  void rootWithoutContentGetsAnEndTag() throws Exception {
    String xml = "<web-app version=\"3.0\" a=\"/>\"/>\n";

    assertThat(edit(xml))
        .startsWith("<web-app version=\"3.0\" a=\"/>\">\n")
        .endsWith("</web-app>\n");
    assertThat(
            WebXml.parse(new ByteArrayInputStream(edit(xml).getBytes(StandardCharsets.UTF_8)))
                .filters())
        .hasSize(1);
  }

  @Test
  void newFileLeavesAnnotationsAlone() throws Exception {
    byte[] created = WebXmlEdit.create(ALL);

    WebXml webXml = WebXml.parse(new ByteArrayInputStream(created));
    assertThat(webXml.isComplete()).isFalse();
    assertThat(webXml.filters()).hasSize(1);
    Descriptors.requireValid("3.0", new String(created, StandardCharsets.UTF_8));
  }

  @Test
  void bytesThatAreNotInTheirEncodingAreRefused() throws Exception {
    byte[] xml = "<web-app><!-- Caf\u00e9 --></web-app>".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> WebXmlEdit.add(xml, ALL))
        .isInstanceOf(InitException.class)
        .hasMessage("web.xml is not written in its encoding, UTF-8.");
  }

  /** The parser reads it, and the block would be no XML between its characters. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-32BE", "UTF-32LE"})
  void fourBytesForACharacterAreRefused(String encoding) {
    String xml = "<?xml version='1.0' encoding='UTF-32'?><web-app></web-app>";
    byte[] file = xml.getBytes(Charset.forName(encoding));

    assertThatThrownBy(() -> WebXmlEdit.add(file, ALL))
        .isInstanceOf(InitException.class)
        .hasMessageContaining("is not written in its encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!ENTITY f SYSTEM 'filters.xml'>", "<!ENTITY f '<filter/>'>"})
  void entityAmongElementsIsRefused(String entity) {
    String xml = "<!DOCTYPE web-app [" + entity + "]><web-app>\n&f;\n</web-app>";

    assertThatThrownBy(() -> edit(xml))
        .isInstanceOf(InitException.class)
        .hasMessageContaining("entity between its elements");
  }
}
