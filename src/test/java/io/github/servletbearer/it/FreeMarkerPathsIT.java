// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** FreeMarker's servlet leaves out a segment "*", and as many before it as it needs. */
@Tag("long")
class FreeMarkerPathsIT {
  private static final List<String> ODD =
      List.of("/*/api/secret.ftl", "/open/%2A/api/secret.ftl", "/open/x/*/api/secret.ftl");

  private static final String PAGES =
      """
      <servlet>
        <servlet-name>pages</servlet-name>
        <servlet-class>freemarker.ext.servlet.FreemarkerServlet</servlet-class>
        <init-param><param-name>TemplatePath</param-name><param-value>/</param-value></init-param>
      </servlet>
      <servlet-mapping>
        <servlet-name>pages</servlet-name><url-pattern>*.ftl</url-pattern>
      </servlet-mapping>
      """;

  @BeforeAll
  static void needsFreeMarker() {
    Frameworks.require("freemarker");
  }

  private static WebApp app(String name, WebXml webXml) {
    WebApp app =
        WebApp.at(name)
            .withBearer()
            .file("api/secret.ftl", "SECRET-DATA")
            .file("open/page.ftl", "open page")
            .webXml(webXml.raw(PAGES).companion().toString());
    Frameworks.jars("freemarker").forEach(app::withLibrary);
    return app;
  }

  private static WebXml strict(String value) {
    return new WebXml().contextParam("bearer.strictPaths", value);
  }

  @Test
  @DisplayName("no asterisk leads to a locked page, of a folder or around an exclusion")
  void asteriskLeadsNowhere() {
    ServerSpec spec = ServerSpec.named("freemarker");
    spec.app(app("/folder", strict("on").bearer("bearer", "/api/*")));
    spec.app(app("/exclude", strict("on").bearer("bearer", "/*", "exclude", "/open/*")));
    spec.app(app("/off", strict("off").bearer("bearer", "/api/*")));
    try (Container server = spec.start()) {
      for (String context : List.of("/folder", "/exclude")) {
        Http http = new Http(server.base(), context);
        String token = http.login("johndoe", "secret");
        assertThat(http.get("/api/secret.ftl").status()).isEqualTo(401);
        assertThat(http.getWith(token, "/api/secret.ftl").text()).isEqualTo("SECRET-DATA");
        assertThat(http.get("/open/page.ftl").text()).isEqualTo("open page");
        for (String path : ODD) {
          assertThat(http.get(path).status()).as(context + path).isEqualTo(400);
        }
      }
      for (String path : ODD) {
        Http off = new Http(server.base(), "/off");
        assertThat(off.get(path).text()).as("what strictPaths is for").isEqualTo("SECRET-DATA");
      }
    }
  }
}
