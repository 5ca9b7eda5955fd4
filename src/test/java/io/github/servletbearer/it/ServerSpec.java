// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.server.JavaHome;
import io.github.servletbearer.it.server.ServerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A server to be: the web applications that it will serve and the settings of its JVM. */
public final class ServerSpec {

  private final String name;
  private final Map<String, Path> apps = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();
  private ServerKind kind = ServerKind.TOMCAT_9;
  private Path javaHome = JavaHome.running();
  private UnaryOperator<String> serverXmlEdit = UnaryOperator.identity();
  private Path commonClasses;
  private Path sharedClasses;
  private boolean hasLogin = true;
  private boolean isFlat;
  private boolean hasWebSockets;
  private boolean logsEverything;

  private ServerSpec(String name) {
    this.name = name;
  }

  /** The name is that of the server's folder under {@code target/it}. */
  public static ServerSpec named(String name) {
    return new ServerSpec(name);
  }

  /** The kind of server; Tomcat 9 unless this says otherwise. */
  public ServerSpec on(ServerKind kind) {
    this.kind = kind;
    return this;
  }

  /**
   * The Java installation that the server runs on; that of the tests unless this says otherwise.
   */
  public ServerSpec java(Path home) {
    javaHome = home;
    return this;
  }

  /** Leaves out the login mechanism of a server that has none by default (Jetty). */
  public ServerSpec withoutLogin() {
    hasLogin = false;
    return this;
  }

  /** Adds a WAR or an exploded folder under a context path: {@code "/demo"}, or "" for ROOT. */
  public ServerSpec app(String contextPath, Path warOrDirectory) {
    if (!contextPath.isEmpty() && !contextPath.startsWith("/")) {
      throw new IllegalArgumentException("A context path is empty or begins with a slash");
    }
    apps.put(contextPath, warOrDirectory);
    return this;
  }

  public ServerSpec app(WebApp app) {
    return app(app.contextPath(), app.build(name));
  }

  public ServerSpec property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  public ServerSpec environment(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** An option of the server's JVM, stronger than those of the kit. */
  public ServerSpec jvmOption(String option) {
    jvmOptions.add(option);
    return this;
  }

  /**
   * For applications with a file of users or clients: a quick compiler's hashes take thrice as
   * long.
   */
  public ServerSpec hashesPasswords() {
    return jvmOption("-XX:TieredStopAtLevel=4");
  }

  /** Changes Tomcat's server.xml. */
  public ServerSpec editServerXml(UnaryOperator<String> edit) {
    serverXmlEdit = edit;
    return this;
  }

  /** A folder of class files that Tomcat loads as its own, as of its lib folder. */
  public ServerSpec commonClasses(Path folder) {
    commonClasses = folder;
    return this;
  }

  /** A folder of class files between Tomcat and its applications, as an EAR has one. */
  public ServerSpec sharedClasses(Path folder) {
    sharedClasses = folder;
    return this;
  }

  /** The server and its only application are one program with one class path. */
  public ServerSpec flat() {
    isFlat = true;
    return this;
  }

  /** Adds what a server needs for WebSocket endpoints and does not have by default (Jetty). */
  public ServerSpec withWebSockets() {
    hasWebSockets = true;
    return this;
  }

  /** Adds a module of Jetty, by its name. */
  public ServerSpec withModule(String module) {
    modules.add(module);
    return this;
  }

  /** Everything that is logged is kept, to the finest level, but for the server's own loggers. */
  public ServerSpec logEverything() {
    logsEverything = true;
    return this;
  }

  public Container start() {
    return Container.start(this);
  }

  public String name() {
    return name;
  }

  public Map<String, Path> apps() {
    return apps;
  }

  public Map<String, String> properties() {
    return properties;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public List<String> jvmOptions() {
    return jvmOptions;
  }

  public ServerKind kind() {
    return kind;
  }

  public Path javaHome() {
    return javaHome;
  }

  public UnaryOperator<String> serverXmlEdit() {
    return serverXmlEdit;
  }

  /** Or null. */
  public Path commonClasses() {
    return commonClasses;
  }

  /** Or null. */
  public Path sharedClasses() {
    return sharedClasses;
  }

  public boolean isFlat() {
    return isFlat;
  }

  public boolean hasWebSockets() {
    return hasWebSockets;
  }

  public List<String> modules() {
    return List.copyOf(modules);
  }

  public boolean hasLogin() {
    return hasLogin;
  }

  public boolean logsEverything() {
    return logsEverything;
  }
}
