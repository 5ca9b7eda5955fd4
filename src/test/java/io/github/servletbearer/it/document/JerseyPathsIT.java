// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Frameworks;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.ServerSpec;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jersey cuts off as many characters of a raw path as the decoded servlet path has. */
@Tag("long")
class JerseyPathsIT {
  private static final String ODD = "/%6c%69%73t-items/"; // six characters more: "items/"

  @ParameterizedTest
  @CsvSource({
    "jersey-1.19, com.sun.jersey.spi.container.servlet.ServletContainer,"
        + " com.sun.jersey.config.property.packages,"
        + " com.sun.jersey.config.feature.FilterContextPath",
    "jersey-2.47, org.glassfish.jersey.servlet.ServletContainer,"
        + " jersey.config.server.provider.packages,"
        + " jersey.config.servlet.filter.contextPath"
  })
  @DisplayName("no encoding in the path of Jersey's servlet or filter leads past ours")
  void folderIsReadInOneWay(String jersey, String type, String packages, String folder) {
    Frameworks.require(jersey);
    String packagesOfShop = parameter("init-param", packages, "com.example.shop");
    String servlet = component("servlet", type, packagesOfShop);
    String filter =
        component("filter", type, packagesOfShop + parameter("init-param", folder, "/list-items"));
    ServerSpec spec = ServerSpec.named(jersey + "-paths");
    String lenient = parameter("context-param", "bearer.strictPaths", "off");
    List<FrameworkApp> strict =
        List.of(app(jersey, "servlet", servlet), app(jersey, "filter", filter));
    List<FrameworkApp> controls =
        List.of(
            app(jersey, "servlet-off", lenient + servlet),
            app(jersey, "filter-off", lenient + filter));
    strict.forEach(app -> spec.app(app.build()));
    controls.forEach(app -> spec.app(app.build()));
    try (Container server = spec.start()) {
      for (FrameworkApp app : strict) {
        Http http = new Http(server.base(), app.contextPath());
        String token = http.login("johndoe", "secret");
        assertThat(http.get("/list-items/items").status()).isEqualTo(401);
        assertThat(http.getWith(token, "/list-items/items").status()).isEqualTo(200);
        assertThat(http.get(ODD).status()).as(app.toString()).isEqualTo(400);
      }
      for (FrameworkApp app : controls) {
        Http http = new Http(server.base(), app.contextPath());
        assertThat(http.get("/list-items/items").status()).isEqualTo(401);
        assertThat(http.get(ODD).status()).as("what strictPaths is for").isEqualTo(200);
      }
    }
  }

  private static String parameter(String element, String name, String value) {
    return "<%s><param-name>%s</param-name><param-value>%s</param-value></%1$s>\n"
        .formatted(element, name, value);
  }

  private static String component(String kind, String type, String parameters) {
    return ("<%1$s><%1$s-name>rest</%1$s-name><%1$s-class>%2$s</%1$s-class>%3$s"
            + "<async-supported>true</async-supported></%1$s>\n"
            + "<%1$s-mapping><%1$s-name>rest</%1$s-name>"
            + "<url-pattern>/list-items/*</url-pattern></%1$s-mapping>\n")
        .formatted(kind, type, parameters);
  }

  private static FrameworkApp app(String jersey, String name, String webXml) {
    List<String> sources =
        jersey.startsWith("jersey-1") ? List.of("jaxrs") : List.of("jaxrs", "jaxrs2");
    return new FrameworkApp(
        jersey, name, sources, "/list-items/items/*", webXml, "/application.wadl");
  }
}
