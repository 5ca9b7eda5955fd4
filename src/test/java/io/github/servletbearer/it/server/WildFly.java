// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A WildFly distribution with a copy of its {@code standalone} folder. Applications come and go by
 * the marker files of its deployment scanner.
 */
final class WildFly extends RunningServer {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration DEPLOY = Duration.ofMinutes(2);
  private static final Pattern PORT =
      Pattern.compile("WFLYUT0006: Undertow HTTP listener default .* 127\\.0\\.0\\.1:(\\d+)");

  /** The options that {@code standalone.sh} adds where Java has modules. */
  private static final List<String> MODULES =
      List.of(
          "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.management/javax.management=ALL-UNNAMED",
          "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

  private final Path base;

  private WildFly(Path home, Path base, ServerProcess process, URI uri) {
    super(home, base.resolve("log"), process, uri);
    this.base = base;
  }

  static WildFly start(ServerSpec spec) {
    Path home = Distribution.of(spec.kind());
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    configure(home, base, spec);
    spec.apps().forEach((contextPath, app) -> offer(base, contextPath, app));
    ServerProcess process = launch(home, base, spec);
    return startOrKill(
        process,
        console -> {
          // WFLYSRV0025: started; WFLYSRV0026: started with errors, those of an application
          // included.
          console.waitFor(
              line -> line.contains("WFLYSRV0025") || line.contains("WFLYSRV0026"), START);
          URI uri = awaitAddress(console, PORT, Duration.ZERO);
          WildFly server = new WildFly(home, base, process, uri);
          spec.apps().keySet().forEach(server::awaitDeployment);
          return server;
        });
  }

  private static void configure(Path home, Path base, ServerSpec spec) {
    Path configuration = base.resolve("configuration");
    Kit.copyTree(home.resolve("standalone"), base);
    for (String file : List.of("application-users.properties", "application-roles.properties")) {
      Kit.copyTree(ServerProcess.recipe("wildfly/" + file), configuration.resolve(file));
    }
    Path standalone = configuration.resolve("standalone.xml");
    String text =
        Kit.read(standalone)
            .replace("scan-interval=\"5000\"", "scan-interval=\"200\" auto-deploy-zipped=\"false\"")
            // The place of an application under "/".
            .replace("<location name=\"/\" handler=\"welcome-content\"/>", "")
            .replaceFirst(
                "(<console-handler name=\"CONSOLE\">)\\s*<level name=\"INFO\"/>",
                "$1<encoding value=\"UTF-8\"/>");
    if (spec.logsEverything()) {
      text =
          text.replace(
              "<root-logger>",
              "<logger category=\"io.github.servletbearer\"><level name=\"ALL\"/></logger>"
                  + "<root-logger>");
    }
    Kit.write(standalone, text);
  }

  private static ServerProcess launch(Path home, Path base, ServerSpec spec) {
    List<String> command = ServerProcess.java(spec, "768m");
    if (JavaHome.hasModules(spec.javaHome())) {
      command.addAll(MODULES);
    }
    command.add("-Djboss.modules.system.pkgs=org.jboss.byteman");
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + base.resolve("tmp"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Dorg.jboss.logmanager.nocolor=true");
    command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
    command.add(
        "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri());
    command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.bind.address=127.0.0.1");
    for (String name : List.of("http", "https", "ajp", "management.http", "management.https")) {
      command.add("-Djboss." + name + ".port=0");
    }
    return ServerProcess.start(spec, base, command);
  }

  /** Lays an application where the deployment scanner finds it, and asks for it. */
  private static void offer(Path base, String contextPath, Path app) {
    withdraw(base, contextPath);
    Kit.copyTree(app, content(base, contextPath));
    Kit.write(marker(base, contextPath, "dodeploy"), "");
  }

  /** Deletes an application that is not deployed, and what the scanner has noted of it. */
  private static void withdraw(Path base, String contextPath) {
    try {
      for (String state : List.of("failed", "undeployed")) {
        Files.deleteIfExists(marker(base, contextPath, state));
      }
      Path content = content(base, contextPath);
      if (Files.exists(content)) {
        Kit.deleteTree(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path content(Path base, String contextPath) {
    String name = Kit.fileName(contextPath, '/');
    if (name.contains("/")) {
      throw new UnsupportedOperationException("WildFly wants a jboss-web.xml for " + contextPath);
    }
    return base.resolve("deployments").resolve(name + ".war");
  }

  private static Path marker(Path base, String contextPath, String state) {
    Path content = content(base, contextPath);
    return content.resolveSibling(content.getFileName() + "." + state);
  }

  private void awaitDeployment(String contextPath) {
    awaitMarker(contextPath, "deployed", "failed");
  }

  /** Waits for one of these marker files of the scanner. */
  private void awaitMarker(String contextPath, String... states) {
    await(
        "a marker " + List.of(states) + " for " + content(base, contextPath),
        () -> Stream.of(states).anyMatch(state -> Files.exists(marker(base, contextPath, state))),
        DEPLOY);
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    offer(base, contextPath, warOrDirectory);
    awaitDeployment(contextPath);
  }

  @Override
  public void undeploy(String contextPath) {
    try {
      if (Files.deleteIfExists(marker(base, contextPath, "deployed"))) {
        awaitMarker(contextPath, "undeployed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    withdraw(base, contextPath);
  }
}
