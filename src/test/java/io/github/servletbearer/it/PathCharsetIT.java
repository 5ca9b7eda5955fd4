// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that reads paths as ISO-8859-1, before a framework that reads them as UTF-8. */
@Tag("long")
class PathCharsetIT {
  private static final String PATH = "/caf%C3%A9/x";

  private static WebApp app(String name, String strictPaths, String locked) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.strictPaths", strictPaths)
            .bearer("bearer", locked)
            .servlet("echo", EchoServlet.class, "/*")
            .companion();
    return WebApp.at(name).withBearer().withTestClasses().webXml(xml.toString());
  }

  private static ServerSpec spec(String name) {
    return ServerSpec.named(name)
        .app(app("/on", "on", "/caf\u00e9/*"))
        .app(app("/off", "off", "/caf\u00e9/*"))
        .app(app("/ascii", "on", "/api/*"));
  }

  @Test
  @DisplayName("a lock beyond ASCII is not got around where the container reads no UTF-8")
  void otherCharset() {
    String connector = "<Connector URIEncoding=\"ISO-8859-1\" ";
    ServerSpec spec = spec("charset");
    spec.editServerXml(xml -> xml.replace("<Connector ", connector));
    try (Container server = spec.start()) {
      assertThat(new Http(server.base(), "/on").get(PATH).status()).isEqualTo(400);
      assertThat(new Http(server.base(), "/off").get(PATH).has(EchoServlet.RAN))
          .as("what the rule is for")
          .isTrue();
      assertThat(new Http(server.base(), "/ascii").get(PATH).status()).isEqualTo(200);
    }
    try (Container server = spec("charset-utf8").start()) {
      Http http = new Http(server.base(), "/on");
      assertThat(http.get(PATH).status()).isEqualTo(401);
      assertThat(http.getWith(http.login("johndoe", "secret"), PATH).status()).isEqualTo(200);
      assertThat(http.get("/th%C3%A9/x").status()).isEqualTo(200);
    }
  }
}
