// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.server.ServerKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** WebSocket endpoints, which no servlet mapping shows. */
class WebSocketIT {
  private static final String BEARER = "io.github.servletbearer.BearerFilter";

  /** Three generations of the registry that is read. */
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"TOMCAT_7", "TOMCAT_8", "TOMCAT_9"})
  @DisplayName("the report lists WebSocket endpoints, and a handshake below a filter is judged")
  void reportIsWhatHandshakesGet(ServerKind kind) throws IOException {
    try (Container server = start(kind, new WebXml())) {
      String base = base(server);
      assertThat(handshake(base + "/live", null)).isEqualTo(101);
      assertThat(handshake(base + "/rooms/1", null)).isEqualTo(101);
      assertThat(handshake(base + "/api/live/1", null)).isEqualTo(401);
      assertThat(handshake(base + "/api/live/1", "good")).isEqualTo(101);
      Console console = server.console();
      assertThat(console.has("open       /live (WebSocket /live)")).isTrue();
      assertThat(console.has("open       /rooms/* (WebSocket /rooms/{")).isTrue();
      assertThat(console.has("any token  /api/live/* (WebSocket /api/live/{")).isTrue();
      assertThat(console.has("SB214")).as("Tomcat's own filter does not count").isFalse();
    }
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"JETTY_10", "JETTY_12"})
  @DisplayName("Jetty's own filter answers handshakes before ours, and the report says open")
  void endpointsThatNoFilterSeesAreOpen(ServerKind kind) throws IOException {
    try (Container server = start(kind, new WebXml())) {
      String base = base(server);
      assertThat(handshake(base + "/rooms/1", null)).isEqualTo(101);
      assertThat(handshake(base + "/api/live/1", null)).isEqualTo(101);
      Console console = server.console();
      assertThat(console.has("open       /live (WebSocket /live)")).isTrue();
      assertThat(console.has("open       /rooms/* (WebSocket /rooms/{room})")).isTrue();
      assertThat(console.has("open       /api/live/* (WebSocket /api/live/{room})")).isTrue();
    }
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"JETTY_10", "JETTY_12"})
  @DisplayName("openPaths refuses them")
  void openPathsHoldForThem(ServerKind kind) throws IOException {
    WebXml webXml = new WebXml().contextParam("bearer.openPaths", "/ *.jsp /live /rooms/*");
    try (Container server = start(kind, webXml)) {
      assertThat(server.console().has("SB209")).isTrue();
      assertThat(handshake(base(server) + "/api/live/1", null)).isEqualTo(503);
    }
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"JETTY_10", "JETTY_12"})
  @DisplayName("the cure of docs/security.md: Jetty's filter in web.xml, behind ours")
  void handshakesPassOursFirst(ServerKind kind) throws IOException {
    String edition = kind == ServerKind.JETTY_12 ? ".ee8" : "";
    String own = "org.eclipse.jetty" + edition + ".websocket.servlet.WebSocketUpgradeFilter";
    WebXml webXml = new WebXml().filter("bearer", BEARER, "verify", "presence");
    webXml.mapFilter("bearer", "/api/*").filter(own, own).mapFilter(own, "/*", List.of("REQUEST"));
    try (Container server = serve(kind, webXml)) {
      assertThat(handshake(base(server) + "/live", null)).isEqualTo(101);
      assertThat(handshake(base(server) + "/api/live/1", null)).isEqualTo(401);
      assertThat(handshake(base(server) + "/api/live/1", "good")).isEqualTo(101);
    }
  }

  private static Container start(ServerKind kind, WebXml webXml) throws IOException {
    return serve(
        kind, webXml.filter("bearer", BEARER, "verify", "presence").mapFilter("bearer", "/api/*"));
  }

  private static Container serve(ServerKind kind, WebXml webXml) throws IOException {
    Path classes = Kit.emptyDirectory(Kit.target("websocket-classes"));
    write(classes, "app/Live", "/live");
    write(classes, "app/Room", "/rooms/{room}");
    write(classes, "app/Locked", "/api/live/{room}");
    WebApp app = WebApp.at("/sockets").withBearer().withClasses(classes).webXml(webXml.toString());
    return ServerSpec.named("web-sockets-" + kind).on(kind).withWebSockets().app(app).start();
  }

  private static String base(Container server) {
    return server.base().toString().replace("http:", "ws:") + "/sockets";
  }

  /** The status of the answer to a handshake. */
  private static int handshake(String address, String token) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    try {
      builder.buildAsync(URI.create(address), new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  /** An endpoint that does nothing; the annotation's own class is the server's. */
  private static void write(Path folder, String name, String path) throws IOException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    AnnotationVisitor annotation =
        writer.visitAnnotation("Ljavax/websocket/server/ServerEndpoint;", true);
    annotation.visit("value", path);
    annotation.visitEnd();
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    writer.visitEnd();
    Path file = folder.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }
}
