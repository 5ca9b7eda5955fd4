// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.ForeignFilter;
import io.github.servletbearer.it.app.FrontControllerFilter;
import io.github.servletbearer.it.server.ServerKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Resin runs the filters that initializers add behind those of web.xml. */
@Tag("long")
class AddedFilterIT {
  private static final String STRICT = "io.github.servletbearer.StrictPathFilter";
  private static final String ODD = "/api/secret/../..";

  private static WebApp app(String name, WebXml webXml) {
    webXml
        .bearer("bearer", "/api/*")
        .filter("front", FrontControllerFilter.class.getName())
        .mapFilter("front", "/*", List.of("REQUEST"))
        .companion();
    return WebApp.at(name).withBearer().withTestClasses().webXml(webXml.toString());
  }

  private static Answer odd(Http http, String context) {
    return http.raw("GET " + context + ODD + " HTTP/1.1");
  }

  @Test
  @DisplayName("a filter that serves content and comes before StrictPathFilter stops the start")
  void servesNothingBeforeStrictPaths() {
    WebXml mapped =
        new WebXml().filter("strict", STRICT).mapFilter("strict", "/*", List.of("REQUEST"));
    ServerSpec spec = ServerSpec.named("added-filter").on(ServerKind.RESIN_4);
    spec.app(app("/added", new WebXml())).app(app("/mapped", mapped));
    try (Container server = spec.start()) {
      Http added = new Http(server.base(), "/added");
      assertThat(added.get("/api/secret").status()).isEqualTo(503);
      assertThat(odd(added, "/added").has(ForeignFilter.ANSWERED))
          .as("what the rule is for")
          .isTrue();
      assertThat(
              server
                  .console()
                  .has("SB212", "filter front (Struts 2) may answer before StrictPathFilter"))
          .isTrue();

      Http http = new Http(server.base(), "/mapped");
      assertThat(http.get("/api/secret").status()).isEqualTo(401);
      assertThat(odd(http, "/mapped").status()).isEqualTo(400);
      assertThat(http.get("/").has(ForeignFilter.ANSWERED)).isTrue();
    }
  }
}
