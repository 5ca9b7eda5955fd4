// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.server.ServerKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servlets of servers that an application maps, and that show files of all its folders. */
@Tag("long")
class FileServletsIT {
  private static final String SECRET = "SECRET-DATA";
  private static final String PRIVILEGED = "<Context privileged=\"true\"/>";

  private static WebApp app(String name, WebXml webXml) {
    return WebApp.at(name)
        .withBearer()
        .file("api/secret.txt", SECRET)
        .file("open/page.txt", "open page")
        .file("META-INF/context.xml", PRIVILEGED)
        .webXml(webXml.companion().toString());
  }

  private static WebXml locked(String servlet, String className, String path) {
    return new WebXml().bearer("bearer", "/api/*").servlet(servlet, className, path);
  }

  @Test
  @DisplayName("Jetty: what the query of ConcatServlet names")
  void concatServletIsNamed() {
    String name = "org.eclipse.jetty.servlets.ConcatServlet";
    ServerSpec spec = ServerSpec.named("concat").on(ServerKind.JETTY_9).withModule("servlets");
    spec.app(app("/beside", locked("concat", name, "/concat")));
    spec.app(app("/behind", locked("concat", name, "/api/concat")));
    try (Container server = spec.start()) {
      Http beside = new Http(server.base(), "/beside");
      assertThat(beside.get("/concat?/open/page.txt").text()).isEqualTo("open page");
      assertThat(beside.get("/concat?/api/secret.txt").text()).doesNotContain(SECRET);
      assertThat(beside.get("/concat?//api/secret.txt").text())
          .as("what the rule is for")
          .isEqualTo(SECRET);
      assertThat(server.console().lines().stream().filter(line -> line.contains("SB212")))
          .singleElement()
          .asString()
          .contains("ConcatServlet", "/api/*", "Map the bearer filter to /concat");

      Http behind = new Http(server.base(), "/behind");
      assertThat(behind.get("/api/concat?//api/secret.txt").status()).isEqualTo(401);
      String token = behind.login("johndoe", "secret");
      assertThat(behind.getWith(token, "/api/concat?/api/secret.txt").text()).isEqualTo(SECRET);
    }
  }

  @Test
  @DisplayName("Tomcat: the files of WebdavServlet")
  void webdavServletIsNamed() {
    String name = "org.apache.catalina.servlets.WebdavServlet";
    ServerSpec spec = ServerSpec.named("webdav");
    spec.app(app("/beside", locked("dav", name, "/webdav/*")));
    spec.app(app("/behind", locked("dav", name, "/api/webdav/*")));
    try (Container server = spec.start()) {
      Http beside = new Http(server.base(), "/beside");
      assertThat(beside.get("/api/secret.txt").status()).isEqualTo(401);
      assertThat(beside.get("/webdav/api/secret.txt").text())
          .as("what the rule is for")
          .isEqualTo(SECRET);
      assertThat(server.console().lines().stream().filter(line -> line.contains("SB212")))
          .singleElement()
          .asString()
          .contains("WebdavServlet", "/api/*", "Map the bearer filter to /webdav/*");

      Http behind = new Http(server.base(), "/behind");
      for (String method : List.of("GET", "PROPFIND", "COPY", "MOVE", "LOCK", "DELETE")) {
        Answer answer = behind.send(method, "/api/webdav/api", "", "Destination", "/behind/x");
        assertThat(answer.status()).as(method).isEqualTo(401);
      }
      String token = behind.login("johndoe", "secret");
      assertThat(behind.getWith(token, "/api/webdav/api/secret.txt").text()).isEqualTo(SECRET);
    }
  }

  @Test
  @DisplayName("Tomcat: the files of SSIServlet, which is mapped to a folder")
  void ssiServletIsNamed() {
    String name = "org.apache.catalina.ssi.SSIServlet";
    ServerSpec spec = ServerSpec.named("ssi");
    spec.app(app("/folder", locked("ssi", name, "/ssi/*")));
    spec.app(app("/pages", locked("ssi", name, "*.shtml")));
    try (Container server = spec.start()) {
      assertThat(new Http(server.base(), "/folder").get("/ssi/api/secret.txt").text())
          .as("what the rule is for")
          .contains(SECRET);
      assertThat(new Http(server.base(), "/pages").get("/api/secret.txt").status()).isEqualTo(401);
      assertThat(server.console().lines().stream().filter(line -> line.contains("SB212")))
          .singleElement()
          .asString()
          .contains("SSIServlet", "/api/*", "Map the bearer filter to /ssi/*");
    }
  }
}
