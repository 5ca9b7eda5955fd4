// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Console;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Tomcat 9 distribution with a CATALINA_BASE of its own, configured by tomcat-conf. */
final class Tomcat implements Container {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Pattern PORT =
      Pattern.compile("Starting ProtocolHandler \\[\"http-nio-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");

  /** Lines that replace those before. At its finest, Tomcat itself prints whole requests. */
  private static final String EVERYTHING =
      """

      .level = ALL
      org.apache.level = INFO
      io.github.servletbearer.level = ALL
      1catalina.org.apache.juli.FileHandler.level = ALL
      java.util.logging.ConsoleHandler.level = ALL
      """;

  private final Path home;
  private final Path base;
  private final ServerProcess process;
  private final URI uri;

  private Tomcat(Path home, Path base, ServerProcess process, URI uri) {
    this.home = home;
    this.base = base;
    this.process = process;
    this.uri = uri;
  }

  static Tomcat start(ServerSpec spec) {
    Path home = Distribution.of(spec.kind());
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    configure(home, base, spec);
    spec.apps().forEach((contextPath, app) -> deploy(base, contextPath, app));
    ServerProcess process = launch(home, base, spec);
    Console console = process.console();
    try {
      console.waitFor(line -> line.contains("Server startup in ["), START);
      String line = console.waitFor(each -> PORT.matcher(each).find(), Duration.ZERO);
      Matcher port = PORT.matcher(line);
      if (!port.find()) {
        throw new AssertionError("No port in: " + line);
      }
      URI uri = URI.create("http://127.0.0.1:" + port.group(1));
      return new Tomcat(home, base, process, uri);
    } catch (AssertionError e) {
      process.kill();
      throw e;
    }
  }

  private static void configure(Path home, Path base, ServerSpec spec) {
    Path conf = base.resolve("conf");
    Kit.copyTree(Kit.path("tomcat.conf"), conf);
    for (String file : List.of("web.xml", "catalina.properties")) {
      Kit.copyTree(home.resolve("conf").resolve(file), conf.resolve(file));
    }
    Path serverXml = conf.resolve("server.xml");
    // An application whose folder goes away is let go of within a second (see undeploy).
    String text =
        Kit.read(serverXml)
            .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ")
            .replace("autoDeploy=\"false\"", "autoDeploy=\"true\"");
    Kit.write(serverXml, text);
    if (spec.logsEverything()) {
      Path logging = conf.resolve("logging.properties");
      Kit.write(logging, Kit.read(logging) + EVERYTHING);
    }
    for (String folder : List.of("logs", "temp", "work", "webapps")) {
      Kit.emptyDirectory(base.resolve(folder));
    }
  }

  private static void deploy(Path base, String contextPath, Path app) {
    String name = fileName(contextPath);
    String suffix = Files.isDirectory(app) ? "" : ".war";
    Kit.copyTree(app, base.resolve("webapps").resolve(name + suffix));
  }

  private static String fileName(String contextPath) {
    return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', '#');
  }

  private static ServerProcess launch(Path home, Path base, ServerSpec spec) {
    List<String> command = ServerProcess.java(spec, "384m");
    if (JavaHome.hasModules(spec.javaHome())) {
      // As the distribution's own script does, so that Tomcat can look for leaks.
      for (String opened : List.of("lang", "io", "util", "util.concurrent")) {
        command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
      }
      command.add("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
    }
    command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
    command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
    command.add("-Dcatalina.home=" + home);
    command.add("-Dcatalina.base=" + base);
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    command.add("-Dhttp.port=0");
    Path bin = home.resolve("bin");
    command.add("-cp");
    command.add(bin.resolve("bootstrap.jar") + File.pathSeparator + bin.resolve("tomcat-juli.jar"));
    command.addAll(List.of("org.apache.catalina.startup.Bootstrap", "start"));
    return ServerProcess.start(spec, base, command);
  }

  @Override
  public URI base() {
    return uri;
  }

  @Override
  public Console console() {
    return process.console();
  }

  @Override
  public Path logs() {
    return base.resolve("logs");
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    int before = console().lines().size();
    deploy(base, contextPath, warOrDirectory);
    String name = fileName(contextPath);
    // "Deployment of web application archive [.../name.war] has finished in ..."
    console()
        .waitFor(
            before,
            line ->
                line.contains("has finished in")
                    && (line.contains("/" + name + "]") || line.contains("/" + name + ".war]")),
            START);
  }

  @Override
  public void undeploy(String contextPath) {
    int before = console().lines().size();
    try {
      Kit.deleteTree(base.resolve("webapps").resolve(fileName(contextPath)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String wanted = "Undeploying context [" + contextPath + "]";
    console().waitFor(before, line -> line.contains(wanted), Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    process.stop();
  }
}
