// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Frameworks;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebXml;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CXF 2 takes the method of every request from its query. */
@Tag("long")
class CxfMethodIT {
  private static final String ITEM = "/api/items/7";
  private static final List<String> DELETIONS =
      List.of(ITEM + "?_method=DELETE", ITEM + "?x=y&%5Fm%65thod=DELETE");

  private static final String CXF =
      """
      <servlet>
        <servlet-name>rest</servlet-name>
        <servlet-class>org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet</servlet-class>
        <init-param>
          <param-name>jaxrs.serviceClasses</param-name>
          <param-value>com.example.shop.ItemResource</param-value>
        </init-param>
        <init-param>
          <param-name>jaxrs.providers</param-name>
          <param-value>com.example.shop.JsonProvider</param-value>
        </init-param>
      </servlet>
      <servlet-mapping>
        <servlet-name>rest</servlet-name>
        <url-pattern>/api/*</url-pattern>
      </servlet-mapping>
      """;

  @ParameterizedTest
  @ValueSource(strings = {"cxf-2.2", "cxf-2.7"})
  @DisplayName("public reads stay reads: a DELETE in the query needs a token")
  void methodInTheQueryNeedsToken(String cxf) {
    Frameworks.require(cxf);
    WebXml reads = new WebXml().bearer("reads", "/api/*", "openMethods", "GET");
    FrameworkApp locked = app(cxf, "reads", reads.toString());
    FrameworkApp control = app(cxf, "control", "");
    try (Container server =
        ServerSpec.named(cxf + "-method").app(locked.build()).app(control.build()).start()) {
      Http http = new Http(server.base(), locked.contextPath());
      assertThat(http.get(ITEM).status()).isEqualTo(200);
      String token = http.login("johndoe", "secret");
      Http open = new Http(server.base(), control.contextPath());
      for (String deletion : DELETIONS) {
        assertThat(open.get(deletion).status()).as("what CXF does: " + deletion).isEqualTo(204);
        assertThat(http.get(deletion).status()).as(deletion).isEqualTo(401);
        assertThat(http.getWith(token, deletion).status()).as(deletion).isEqualTo(204);
      }
    }
  }

  /** With a lock beside the API, and what else web.xml has. */
  private static FrameworkApp app(String cxf, String name, String webXml) {
    return new FrameworkApp(cxf, name, List.of("jaxrs"), "/other/*", webXml + CXF, "");
  }
}
