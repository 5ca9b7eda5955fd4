// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real Tomcat distribution with a CATALINA_BASE of its own, configured by tomcat-conf; TomEE is a
 * Tomcat with one listener more.
 */
final class Tomcat extends RunningServer {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration UNDEPLOY = Duration.ofSeconds(30);
  private static final Pattern PORT =
      Pattern.compile(
          "Starting ProtocolHandler \\[\"http-[bn]io-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");

  /** Lines that replace those before. At its finest, Tomcat itself prints whole requests. */
  private static final String EVERYTHING =
      """

      .level = ALL
      org.apache.level = INFO
      io.github.servletbearer.level = ALL
      1catalina.org.apache.juli.FileHandler.level = ALL
      java.util.logging.ConsoleHandler.level = ALL
      """;

  /** Files of the distribution's conf folder that it does not start without; two are TomEE's. */
  private static final List<String> OWN_CONFIGURATION =
      List.of("web.xml", "catalina.properties", "system.properties", "tomee.xml");

  private static final String TOMEE_LISTENER =
      "<Listener className=\"org.apache.tomee.catalina.ServerListener\"/>";

  private final ServerKind kind;
  private final Path base;
  private final Set<String> names;

  private Tomcat(
      ServerKind kind, Path home, Path base, ServerProcess process, URI uri, Set<String> apps) {
    super(home, base.resolve("logs"), process, uri);
    this.kind = kind;
    this.base = base;
    this.names = apps.stream().map(Kit::fileName).collect(Collectors.toCollection(HashSet::new));
  }

  static Tomcat start(ServerSpec spec) {
    Path home = Distribution.of(spec.kind());
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    configure(home, base, spec);
    spec.apps()
        .forEach((contextPath, app) -> place(applications(spec.kind(), base), contextPath, app));
    ServerProcess process = launch(home, base, spec);
    return startOrKill(
        process,
        console -> {
          console.waitFor(line -> line.contains("Server startup in "), START);
          URI uri = awaitAddress(console, PORT, Duration.ZERO);
          return new Tomcat(spec.kind(), home, base, process, uri, spec.apps().keySet());
        });
  }

  private static void configure(Path home, Path base, ServerSpec spec) {
    Path conf = base.resolve("conf");
    Kit.copyTree(Kit.path("tomcat.conf"), conf);
    for (String file : OWN_CONFIGURATION) {
      Path original = home.resolve("conf").resolve(file);
      if (Files.exists(original)) {
        Kit.copyTree(original, conf.resolve(file));
      }
    }
    Path serverXml = conf.resolve("server.xml");
    // An application whose folder goes away is let go of within a second (see undeploy).
    String text =
        Kit.read(serverXml)
            .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ")
            .replace("autoDeploy=\"false\"", "autoDeploy=\"true\"");
    if (spec.kind() == ServerKind.TOMEE_8) {
      text = text.replace("<Server port=\"-1\">", "<Server port=\"-1\">" + TOMEE_LISTENER);
    }
    Kit.write(serverXml, spec.serverXmlEdit().apply(text));
    if (spec.commonClasses() != null) {
      Kit.copyTree(spec.commonClasses(), base.resolve("lib"));
    }
    if (spec.sharedClasses() != null) {
      Path catalina = conf.resolve("catalina.properties");
      Kit.copyTree(spec.sharedClasses(), base.resolve("shared"));
      Kit.write(catalina, Kit.read(catalina) + "\nshared.loader=\"${catalina.base}/shared\"\n");
    }
    if (spec.logsEverything()) {
      Path logging = conf.resolve("logging.properties");
      Kit.write(logging, Kit.read(logging) + EVERYTHING);
    }
    for (String folder : List.of("logs", "temp", "work", "webapps", "webapps-javaee")) {
      Kit.emptyDirectory(base.resolve(folder));
    }
  }

  /** Where applications are put: what lies in webapps-javaee is converted to jakarta.servlet. */
  private static Path applications(ServerKind kind, Path base) {
    return base.resolve(kind.isConverting() ? "webapps-javaee" : "webapps");
  }

  /** Copied beside the folder and moved into it, since a running server may look at any moment. */
  private static void place(Path applications, String contextPath, Path app) {
    String name = Kit.fileName(contextPath) + (Files.isDirectory(app) ? "" : ".war");
    Path copy = applications.resolveSibling("temp").resolve(name);
    Kit.copyTree(app, copy);
    Kit.move(copy, applications.resolve(name));
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
    if (spec.kind() == ServerKind.TOMEE_8) {
      command.add("-javaagent:" + home.resolve("lib/openejb-javaagent.jar"));
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
  public void deploy(String contextPath, Path warOrDirectory) {
    String name = Kit.fileName(contextPath);
    if (kind.isConverting() && !names.add(name)) {
      // It notes what it converts as "name", and forgets "/name" when that is done.
      throw new UnsupportedOperationException(kind + " converts each name once a start");
    }
    int before = console().lines().size();
    place(applications(kind, base), contextPath, warOrDirectory);
    // "Deployment of web application archive [.../name.war] has finished in [123] ms"
    Pattern tried = Pattern.compile("/" + Pattern.quote(name) + "(\\.war)?] has finished in ");
    console().waitFor(before, line -> tried.matcher(line).find(), START);
  }

  @Override
  public void undeploy(String contextPath) {
    int before = console().lines().size();
    String name = Kit.fileName(contextPath);
    Path applications = applications(kind, base);
    Path webapps = base.resolve("webapps");
    if (!applications.equals(webapps)) {
      delete(applications.resolve(name + ".war"), applications.resolve(name));
    }
    // A WAR takes the folder that it was unpacked to along.
    Path war = webapps.resolve(name + ".war");
    delete(Files.exists(war) ? war : webapps.resolve(name));
    String wanted = "Undeploying context [" + contextPath + "]";
    console().waitFor(before, line -> line.contains(wanted), UNDEPLOY);
    // That line is its first step; the last one deletes the application's folder below work.
    Path work = base.resolve("work/Catalina/localhost").resolve(name);
    await(contextPath + " is gone", () -> Files.notExists(work), UNDEPLOY);
  }

  private static void delete(Path... paths) {
    for (Path path : paths) {
      if (Files.exists(path)) {
        try {
          Kit.deleteTree(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
