// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An Open Liberty distribution with a server of its own. Each application has a configuration file
 * of its own, which the server notices within half a second.
 */
final class Liberty extends RunningServer {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration DEPLOY = Duration.ofMinutes(2);
  private static final String SERVER = "defaultServer";
  private static final Pattern PORT =
      Pattern.compile("CWWKO0219I: TCP Channel defaultHttpEndpoint .* port (\\d+)");

  private final Path base;
  private final Set<String> started = new HashSet<>();

  private Liberty(Path home, Path base, ServerProcess process, URI uri) {
    super(home, base.resolve("logs"), process, uri);
    this.base = base;
  }

  static Liberty start(ServerSpec spec) {
    Path home = Distribution.of(spec.kind());
    Path user = Kit.emptyDirectory(Kit.target("it", spec.name()));
    Path base = Kit.emptyDirectory(user.resolve("servers").resolve(SERVER));
    configure(base, spec);
    spec.apps().forEach((contextPath, app) -> add(base, contextPath, app));
    ServerProcess process = launch(home, user, spec);
    return startOrKill(
        process,
        console -> {
          URI uri = awaitAddress(console, PORT, START);
          Liberty server = new Liberty(home, base, process, uri);
          console.waitFor(line -> line.contains("CWWKF0011I"), START);
          spec.apps().keySet().forEach(contextPath -> server.awaitStart(contextPath, 0));
          return server;
        });
  }

  private static void configure(Path base, ServerSpec spec) {
    Kit.copyTree(ServerProcess.recipe("liberty/server.xml"), base.resolve("server.xml"));
    // All that goes to messages.log is printed, too, in the same format; so is the finest level.
    String logging =
        spec.logsEverything()
            ? "traceFileName=\"stdout\" traceSpecification=\"*=info:"
                + "io.github.servletbearer=all:io.github.servletbearer.*=all\""
            : "consoleLogLevel=\"INFO\"";
    Kit.write(
        configuration(base, "test"),
        """
        <server>
          <config updateTrigger="polled" monitorInterval="500ms"/>
          <applicationMonitor updateTrigger="disabled"/>
          <logging consoleFormat="TBASIC" %s/>
        </server>
        """
            .formatted(logging));
  }

  /** A file that the server reads besides its server.xml. */
  private static Path configuration(Path base, String name) {
    return base.resolve("configDropins").resolve("overrides").resolve(name + ".xml");
  }

  private static ServerProcess launch(Path home, Path user, ServerSpec spec) {
    List<String> command = ServerProcess.java(spec, "768m");
    command.add("-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"));
    if (JavaHome.hasModules(spec.javaHome())) {
      // As the distribution's own script does.
      String options = JavaHome.version(spec.javaHome()) < 24 ? "java9.options" : "java24.options";
      command.add("@" + home.resolve("lib/platform/java").resolve(options));
    }
    command.add("-Djava.awt.headless=true");
    command.add("-Dsun.stdout.encoding=UTF-8"); // up to Java 17; the console is read as UTF-8
    command.add("-Dstdout.encoding=UTF-8");
    Path temp = Kit.emptyDirectory(user.resolve("temp"));
    command.add("-Djava.io.tmpdir=" + temp);
    command.addAll(List.of("-jar", home.resolve("bin/tools/ws-server.jar").toString(), SERVER));
    return ServerProcess.start(spec, user, command, Map.of("WLP_USER_DIR", user.toString()));
  }

  private static String name(String contextPath) {
    return Kit.fileName(contextPath, '_');
  }

  private static Path content(Path base, String contextPath) {
    return base.resolve("apps").resolve(name(contextPath) + ".war");
  }

  private static void add(Path base, String contextPath, Path app) {
    String name = name(contextPath);
    Path content = content(base, contextPath);
    Kit.copyTree(app, content);
    // With an id: the numbers that elements get without one change with each other application.
    String xml =
        """
        <server>
          <webApplication id="%s" name="%s" location="%s" contextRoot="%s"/>
        </server>
        """
            .formatted(name, name, content.getFileName(), contextRoot(contextPath));
    // Moved, since the server may read it at any moment.
    Path part = base.resolve(name + ".xml");
    Kit.write(part, xml);
    Kit.move(part, configuration(base, name));
  }

  private void awaitStart(String contextPath, int from) {
    String name = name(contextPath);
    Pattern tried = Pattern.compile("CWWKZ(0001I|0014W|\\d{4}E): .* \\Q" + name + "\\E[ .]");
    String line = console().waitFor(from, each -> tried.matcher(each).find(), DEPLOY);
    if (line.contains("CWWKZ0001I")) {
      started.add(contextPath);
      awaitFilters(contextPath);
    }
  }

  /** Filters are initialized after the start has been logged; a request waits for them. */
  private void awaitFilters(String contextPath) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + contextPath + "/"))
            .version(HttpClient.Version.HTTP_1_1) // an upgrade to HTTP/2 is not always answered
            .timeout(DEPLOY)
            .build();
    try {
      HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new AssertionError("No answer from " + request.uri() + "\n" + console().tail(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the server", e);
    }
  }

  /** CWWKG0017I: the server has read the changed configuration. */
  private void awaitUpdate(int from) {
    console().waitFor(from, line -> line.contains("CWWKG0017I"), DEPLOY);
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    int before = console().lines().size();
    add(base, contextPath, warOrDirectory);
    awaitStart(contextPath, before);
    awaitUpdate(before);
  }

  @Override
  public void undeploy(String contextPath) {
    int before = console().lines().size();
    String name = name(contextPath);
    try {
      Files.delete(configuration(base, name));
      awaitUpdate(before);
      if (started.remove(contextPath)) {
        Pattern stopped = Pattern.compile("CWWKZ(0009I|0010E): .* \\Q" + name + "\\E[ .]");
        console().waitFor(before, line -> stopped.matcher(line).find(), DEPLOY);
      }
      Kit.deleteTree(content(base, contextPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
