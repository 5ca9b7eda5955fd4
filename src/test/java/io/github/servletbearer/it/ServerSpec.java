// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server to be: the web applications that it will serve and the settings of its JVM. */
public final class ServerSpec {

  private final String name;
  private final Map<String, Path> apps = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private String logging = "";

  private ServerSpec(String name) {
    this.name = name;
  }

  /** The name is that of the server's folder under {@code target/it}. */
  public static ServerSpec named(String name) {
    return new ServerSpec(name);
  }

  /** Adds a WAR or an exploded folder under a context path: {@code "/demo"}, or "" for ROOT. */
  public ServerSpec app(String contextPath, Path warOrDirectory) {
    if (!contextPath.isEmpty() && !contextPath.startsWith("/")) {
      throw new IllegalArgumentException("A context path is empty or begins with a slash");
    }
    apps.put(contextPath, warOrDirectory);
    return this;
  }

  ServerSpec app(WebApp app) {
    return app(app.contextPath(), app.build(name));
  }

  public ServerSpec property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /** Lines for java.util.logging that follow, and so replace, those of the server's own file. */
  ServerSpec logging(String lines) {
    logging = lines;
    return this;
  }

  public Container start() {
    return Container.start(this);
  }

  String name() {
    return name;
  }

  Map<String, Path> apps() {
    return apps;
  }

  Map<String, String> properties() {
    return properties;
  }

  String logging() {
    return logging;
  }
}
