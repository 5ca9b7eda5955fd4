// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of server runs the demo as it is. {@code -Dcontainers=JETTY_10,WILDFLY_26} names other
 * kinds than the small set, {@code -Dcontainers=all} every one; both run them on each of their Java
 * versions.
 */
class ServerKindIT {

  private static final List<ServerKind> SMALL_SET =
      List.of(
          ServerKind.TOMCAT_7,
          ServerKind.TOMCAT_8,
          ServerKind.TOMCAT_9,
          ServerKind.JETTY_9,
          ServerKind.UNDERTOW_2);

  static Stream<Arguments> servers() {
    String names = System.getProperty("containers", "");
    if (names.isEmpty()) {
      return SMALL_SET.stream().map(kind -> Arguments.of(kind, Runtime.version().feature()));
    }
    Stream<ServerKind> kinds =
        names.equals("all")
            ? Stream.of(ServerKind.values())
            : Arrays.stream(names.split(",", -1)).map(ServerKind::valueOf);
    return kinds.flatMap(
        kind -> kind.javas().stream().sorted().map(java -> Arguments.of(kind, java)));
  }

  @ParameterizedTest(name = "{0} on Java {1}")
  @DisplayName("The demo is locked, a login opens it, and an undeployed one is gone")
  @MethodSource("servers")
  void demoRuns(ServerKind kind, int java) {
    Path home = JavaHome.of(java).orElse(null);
    assumeTrue(home != null, "no Java " + java + ": name one by -Djava" + java + ".home");
    String demo = kind.isJakarta() ? "demo.jakarta.war" : "demo.war";
    assumeTrue(System.getProperty(demo) != null, "no " + demo + ": the build did not make one");

    try (Container server =
        ServerSpec.named("kind-" + kind + "-" + java)
            .on(kind)
            .java(home)
            .app("/demo", Kit.path(demo))
            .start()) {
      Http http = new Http(server.base(), "/demo");
      assertDemoRuns(http);
      if (kind.canDeploy()) {
        server.undeploy("/demo");
        assertThat(http.get("/api/items").status()).isIn(404, 503);
        server.deploy("/demo", Kit.path(demo));
        assertDemoRuns(http);
      }
    }
  }

  private static void assertDemoRuns(Http http) {
    assertThat(http.get("/api/items").status()).isEqualTo(401);
    String john = http.login("johndoe", "secret");
    assertThat(http.getWith(john, "/api/items").status()).isEqualTo(200);
    assertThat(http.getWith(john, "/api/admin/report").status()).isEqualTo(403);
    String alice = http.login("alice", "secret2");
    assertThat(http.getWith(alice, "/api/admin/report").status()).isEqualTo(200);
  }
}
