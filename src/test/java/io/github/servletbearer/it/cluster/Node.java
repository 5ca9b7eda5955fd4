// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.Console;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.HeldConnections;
import io.github.servletbearer.it.app.HelloServlet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One Tomcat of several, with the same applications and users as the others. */
final class Node implements AutoCloseable {
  /** Of every user and client. */
  static final String SECRET = "correct horse";

  static final String CLIENT = "reports";
  static final String HELLO = "/api/hello";

  /** Where the applications have their pool. */
  static final String STORE = "jdbc:java:comp/env/jdbc/tokens";

  private static final int USERS = 24;

  private final ServerSpec spec;
  private volatile Container server;

  private Node(ServerSpec spec) {
    this.spec = spec;
  }

  /** The names of the realm's users. */
  static String user(int number) {
    return "user" + number % USERS;
  }

  /** A node to be, without applications. */
  static Node named(String name) {
    Path files = files(name);
    Kit.emptyDirectory(files);
    String users =
        IntStream.range(0, USERS)
            .mapToObj(
                i -> "<user username='" + user(i) + "' password='" + SECRET + "' roles='user'/>\n")
            .collect(
                Collectors.joining(
                    "",
                    "<tomcat-users xmlns='http://tomcat.apache.org/xml'>\n",
                    "</tomcat-users>"));
    Kit.write(files.resolve("users.xml"), users);
    String hash = PasswordHash.of(SECRET.toCharArray()).text();
    Kit.write(files.resolve("clients"), CLIENT + ":" + hash + ":client_credentials:user");
    return new Node(
        ServerSpec.named(name)
            .editServerXml(
                xml -> xml.replace("conf/tomcat-users.xml", files.resolve("users.xml") + "")));
  }

  private static Path files(String name) {
    return Kit.target("it", name + "-files");
  }

  /** The driver of the database, for all applications. */
  Node driver(SharedDatabase database) {
    Path lib = Kit.emptyDirectory(files(spec.name()).resolve("lib"));
    Kit.copyTree(database.jar(), lib.resolve(database.jar().getFileName()));
    spec.commonClasses(lib);
    return this;
  }

  /** An application with these settings, names and values, and with a context.xml. */
  Node app(String contextPath, String contextXml, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("refreshTokenLifetime", "1h", "title", "Shop"));
    all.addAll(List.of("clients", "file:" + files(spec.name()).resolve("clients")));
    WebXml xml = new WebXml();
    for (int i = 0; i < all.size(); i += 2) {
      xml.contextParam("bearer." + all.get(i), all.get(i + 1));
    }
    xml.bearer("bearer", "/api/*")
        .servlet(
            "companion",
            "io.github.servletbearer.BearerServlet",
            "/token",
            "/revoke",
            "/openapi.json",
            "/docs/*")
        .servlet("hello", HelloServlet.class, HELLO)
        .servlet("connections", HeldConnections.class, "/connections")
        .raw("<security-role><role-name>user</role-name></security-role>\n");
    spec.app(
        WebApp.at(contextPath)
            .withBearer()
            .withTestClasses()
            .webXml(xml.toString())
            .file("META-INF/context.xml", contextXml));
    return this;
  }

  /** Everything that is logged is kept, to the finest level. */
  Node logEverything() {
    spec.logEverything();
    return this;
  }

  Node start() {
    server = spec.start();
    return this;
  }

  /** Starts it again, on another port. */
  void restart() {
    start();
  }

  void kill() {
    server.kill();
  }

  Http http(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  Console console() {
    return server.console();
  }

  Path logs() {
    return server.logs();
  }

  @Override
  public void close() {
    server.close();
  }
}
