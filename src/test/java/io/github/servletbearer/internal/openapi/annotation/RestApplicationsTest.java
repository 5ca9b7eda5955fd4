// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.ws.rs.ApplicationPath;
import javax.ws.rs.core.Application;
import org.junit.jupiter.api.Test;

/** What initializers of JAX-RS register. */
class RestApplicationsTest {
  private static final String INITIALIZER =
      "org.glassfish.jersey.servlet.init.JerseyServletContainerInitializer";
  private static final String SERVLET = "org.glassfish.jersey.servlet.ServletContainer";

  /** With a path of its own. */
  @ApplicationPath("/v1/")
  public static class Pathed extends Application {}

  /** By a superclass. */
  @ApplicationPath("")
  public static class Derived extends Pathed {}

  /** No Application, whatever it says. */
  @ApplicationPath("wrong")
  public static class Other {}

  private static List<String> registered(String initializer, String webXml) throws IOException {
    return registered(
        initializer, webXml, Pathed.class, Derived.class, Other.class, Application.class);
  }

  private static List<String> registered(String initializer, String webXml, Class<?>... classes)
      throws IOException {
    RestApplications applications = new RestApplications();
    for (Class<?> type : classes) {
      String file = "/" + type.getName().replace('.', '/') + ".class";
      try (InputStream content = type.getResourceAsStream(file)) {
        applications.readClass(content.readAllBytes());
      }
    }
    applications.readServices("# comment\n" + initializer + "\n");
    String xml = "<web-app>" + webXml + "</web-app>";
    WebXml declared = WebXml.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    List<String> found = new ArrayList<>();
    for (ServletEntry servlet : declared.with(List.of(applications.beside(declared))).servlets()) {
      String name = servlet.name().substring(servlet.name().lastIndexOf('$') + 1);
      found.add(name + " " + servlet.className() + " " + servlet.patterns());
    }
    return found;
  }

  @Test
  void anApplicationWithAPathIsAServlet() throws IOException {
    assertThat(registered(INITIALIZER, ""))
        .containsExactly("Derived " + SERVLET + " [/*]", "Pathed " + SERVLET + " [/v1/*]");
    assertThat(registered("com.example.Initializer", "")).isEmpty();
  }

  @Test
  void aServerThatHasJaxRsServesTheApplicationsOfAnArchiveWithoutIt() throws IOException {
    assertThat(registered("", "", Pathed.class)).containsExactly("Pathed null [/v1/*]");
    assertThat(registered("", "", Other.class)).isEmpty();
  }

  @Test
  void whatWebXmlMapsStaysWhereItIs() throws IOException {
    String name = Pathed.class.getName();
    String mapping =
        "<servlet><servlet-name>%1$s</servlet-name></servlet><servlet-mapping>"
            + "<servlet-name>%1$s</servlet-name><url-pattern>/own/*</url-pattern></servlet-mapping>";

    assertThat(registered(INITIALIZER, String.format(mapping, name)))
        .contains("Pathed " + SERVLET + " [/own/*]");
    assertThat(registered(INITIALIZER, String.format(mapping, "javax.ws.rs.core.Application")))
        .contains("javax.ws.rs.core.Application " + SERVLET + " [/own/*]");
  }

  @Test
  void whatAServletOfWebXmlServesIsNotRegisteredAgain() throws IOException {
    String servlet =
        "<servlet><servlet-name>rest</servlet-name><servlet-class>X</servlet-class><init-param>"
            + "<param-name>javax.ws.rs.Application</param-name><param-value>"
            + Pathed.class.getName()
            + "</param-value></init-param></servlet>";

    assertThat(registered(INITIALIZER, servlet))
        .containsExactly("rest X []", "Derived " + SERVLET + " [/*]");
  }
}
