// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.ForeignFilter;
import io.github.servletbearer.it.app.HelloServlet;
import io.github.servletbearer.it.app.WaitingFilterListener;
import io.github.servletbearer.it.server.ServerKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter before ours that lets requests wait, as Jetty's QoSFilter and DoSFilter do. */
@Tag("long")
class WaitingFilterIT {
  private static WebApp app(String name, List<String> dispatchers) {
    WebXml webXml =
        new WebXml()
            .contextParam("bearer.passThroughFilters", "wait")
            .filter("wait", ForeignFilter.class.getName(), "does", "wait")
            .mapFilter("wait", "/*", List.of("REQUEST"))
            .filter("bearer", WebXml.BEARER_FILTER)
            .mapFilter("bearer", "/*", dispatchers)
            .servlet("hello", HelloServlet.class, "/api/hello")
            .companion();
    return WebApp.at(name).withBearer().withTestClasses().webXml(webXml.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_9", "JETTY_9"})
  @DisplayName(
      "a filter on /* that does not see its dispatch is called so, though it passes all on")
  void asyncIsAskedFor(ServerKind kind) {
    ServerSpec spec = ServerSpec.named("waiting-filter").on(kind);
    spec.app(app("/request", List.of("REQUEST")));
    spec.app(app("/both", List.of("REQUEST", "ASYNC")));
    try (Container server = spec.start()) {
      assertThat(new Http(server.base(), "/request").get("/api/hello").status())
          .as("what the rule is for")
          .isEqualTo(200);
      assertThat(new Http(server.base(), "/both").get("/api/hello").status()).isEqualTo(401);
      assertThat(server.console().lines().stream().filter(line -> line.contains("SB303")))
          .singleElement()
          .asString()
          .contains("type ASYNC: filter wait (", "comes first, can lead there without a token");
    }
  }

  @Test
  @DisplayName("so is one behind a filter that code adds to an application of version 2.5")
  void oldApplicationMayHaveOne() {
    String listener = WaitingFilterListener.class.getName();
    WebXml webXml =
        new WebXml()
            .contextParam("bearer.passThroughFilters", "wait")
            .filter("bearer", WebXml.BEARER_FILTER)
            .mapFilter("bearer", "/*", List.of("REQUEST"))
            .servlet("hello", HelloServlet.class, "/api/hello")
            .companion();
    String content =
        webXml.toString().replace("<async-supported>true</async-supported>", "")
            + "<listener><listener-class>"
            + listener
            + "</listener-class></listener>";
    WebApp app = WebApp.at("/old").withBearer().withTestClasses().webXml(content);
    app.editWebXml(text -> text.replace("version=\"3.0\"", "version=\"2.5\""));
    ServerSpec spec = ServerSpec.named("waiting-filter-old");
    spec.app(app);
    try (Container server = spec.start()) {
      assertThat(new Http(server.base(), "/old").get("/api/hello").status())
          .as("what the rule is for")
          .isEqualTo(200);
      assertThat(server.console().has("SB303", "type ASYNC: filter wait (")).isTrue();
    }
  }
}
