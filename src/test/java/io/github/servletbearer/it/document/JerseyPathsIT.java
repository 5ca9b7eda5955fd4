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
        + " com.sun.jersey.config.property.packages",
    "jersey-2.47, org.glassfish.jersey.servlet.ServletContainer,"
        + " jersey.config.server.provider.packages"
  })
  @DisplayName("no encoding in the servlet's path leads past the filter to a locked resource")
  void servletPathIsReadInOneWay(String jersey, String servletClass, String packages) {
    Frameworks.require(jersey);
    FrameworkApp strict = app(jersey, "strict", servletClass, packages, "");
    FrameworkApp lenient = app(jersey, "lenient", servletClass, packages, "off");
    try (Container server =
        ServerSpec.named(jersey + "-paths").app(strict.build()).app(lenient.build()).start()) {
      Http locked = new Http(server.base(), strict.contextPath());
      String token = locked.login("johndoe", "secret");
      assertThat(locked.get("/list-items/items").status()).isEqualTo(401);
      assertThat(locked.getWith(token, "/list-items/items").status()).isEqualTo(200);
      assertThat(locked.get(ODD).status()).isEqualTo(400);

      Http control = new Http(server.base(), lenient.contextPath());
      assertThat(control.get("/list-items/items").status()).isEqualTo(401);
      assertThat(control.get(ODD).status()).as("what strictPaths is for").isEqualTo(200);
    }
  }

  private static FrameworkApp app(
      String jersey, String name, String servletClass, String packages, String strictPaths) {
    String setting =
        strictPaths.isEmpty()
            ? ""
            : "<context-param><param-name>bearer.strictPaths</param-name><param-value>"
                + strictPaths
                + "</param-value></context-param>\n";
    String servlet =
        "<servlet><servlet-name>rest</servlet-name><servlet-class>"
            + servletClass
            + "</servlet-class><init-param><param-name>"
            + packages
            + "</param-name><param-value>com.example.shop</param-value></init-param>"
            + "<async-supported>true</async-supported></servlet>\n"
            + "<servlet-mapping><servlet-name>rest</servlet-name>"
            + "<url-pattern>/list-items/*</url-pattern></servlet-mapping>\n";
    List<String> sources =
        jersey.startsWith("jersey-1") ? List.of("jaxrs") : List.of("jaxrs", "jaxrs2");
    return new FrameworkApp(
        jersey, name, sources, "/list-items/items/*", setting + servlet, "/application.wadl");
  }
}
