// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Tomcat 9 distribution with a CATALINA_BASE of its own, configured by tomcat-conf. */
final class Tomcat9 implements Container {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);
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
  private final Process process;
  private final Console console;
  private final URI uri;

  private Tomcat9(Path home, Path base, Process process, Console console, URI uri) {
    this.home = home;
    this.base = base;
    this.process = process;
    this.console = console;
    this.uri = uri;
  }

  static Tomcat9 start(ServerSpec spec) {
    Path home = Kit.path("tomcat9.home");
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    configure(home, base, spec);
    spec.apps().forEach((contextPath, app) -> deploy(base, contextPath, app));
    Process process = launch(home, base, spec);
    Thread undertaker = new Thread(process::destroy, "end of " + spec.name());
    Runtime.getRuntime().addShutdownHook(undertaker);
    Console console = Console.of(process.getInputStream(), spec.name());
    try {
      console.waitFor(line -> line.contains("Server startup in ["), START);
      String line = console.waitFor(each -> PORT.matcher(each).find(), Duration.ZERO);
      Matcher port = PORT.matcher(line);
      if (!port.find()) {
        throw new AssertionError("No port in: " + line);
      }
      URI uri = URI.create("http://127.0.0.1:" + port.group(1));
      return new Tomcat9(home, base, process, console, uri);
    } catch (AssertionError e) {
      process.destroyForcibly();
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

  private static Process launch(Path home, Path base, ServerSpec spec) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(spec.jvmOptions());
    // As the distribution's own script does, so that Tomcat can look for leaks.
    for (String opened : List.of("lang", "io", "util", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.add("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
    // The log is read by tests, so it speaks English; the platform's charset is a poor one on
    // purpose, so that nothing may depend on it.
    command.addAll(List.of("-Duser.language=en", "-Duser.country=US"));
    command.add("-Dfile.encoding=ISO-8859-1");
    command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
    command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
    command.add("-Dcatalina.home=" + home);
    command.add("-Dcatalina.base=" + base);
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    command.add("-Dhttp.port=0");
    for (Map.Entry<String, String> property : spec.properties().entrySet()) {
      command.add("-D" + property.getKey() + "=" + property.getValue());
    }
    Path bin = home.resolve("bin");
    command.add("-cp");
    command.add(bin.resolve("bootstrap.jar") + File.pathSeparator + bin.resolve("tomcat-juli.jar"));
    command.addAll(List.of("org.apache.catalina.startup.Bootstrap", "start"));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(base.toFile()).redirectErrorStream(true);
      builder.environment().putAll(spec.environment());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI base() {
    return uri;
  }

  @Override
  public Console console() {
    return console;
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
  public void undeploy(String contextPath) {
    int before = console.lines().size();
    try {
      Kit.deleteTree(base.resolve("webapps").resolve(fileName(contextPath)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String wanted = "Undeploying context [" + contextPath + "]";
    console.waitFor(before, line -> line.contains(wanted), Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    // Not by Process.destroy, which closes the console before the last lines are read.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Tomcat did not stop within " + STOP);
      }
      console.awaitEnd();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
