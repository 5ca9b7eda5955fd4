// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RC-2: an application that goes away leaves nothing behind, and takes no other with it. */
class UndeployIT {

  @Test
  @DisplayName("RC-2 no thread, no thread-local and no log record is left after undeploy")
  void nothingIsLeft() {
    try (Container server =
        ServerSpec.named("undeploy").app(TestApps.oddAt("/going")).app(TestApps.odd()).start()) {
      Http going = new Http(server.base(), "/going");
      Http staying = new Http(server.base(), "/odd");
      String token = staying.login("johndoe", "secret");
      going.getWith(going.login("johndoe", "secret"), "/api/x");
      assertThat(going.get("/openapi.json").status()).isEqualTo(200);
      assertThat(going.get("/docs").status()).isEqualTo(200);

      int before = server.console().lines().size();
      server.undeploy("/going");

      assertThat(going.get("/api/x").status()).isEqualTo(404);
      assertThat(staying.getWith(token, "/api/x").status()).isEqualTo(200);
      List<String> lines = server.console().lines();
      assertThat(lines.subList(before, lines.size()))
          .noneMatch(line -> line.contains(" WARNING ") || line.contains(" SEVERE "));
    }
  }
}
