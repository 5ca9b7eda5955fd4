// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Http;
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

/**
 * A real Jetty with a JETTY_BASE of its own. Each application has a context file in {@code
 * webapps}, which adds a login mechanism: Jetty has none for an application whose web.xml names
 * none.
 */
final class Jetty extends RunningServer {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration UNDEPLOY = Duration.ofSeconds(30);

  /** "Started ServerConnector@1b6d{HTTP/1.1, (http/1.1)}{127.0.0.1:45123}" */
  private static final Pattern PORT =
      Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

  /** The last line of a start: "Started @1234ms", "Started Server@1b6d{...}[...] @1234ms". */
  private static final Pattern STARTED = Pattern.compile("Started .*@\\d+ms$");

  private static final Pattern SERVLET = Pattern.compile("SERVLET:</th><td>[^-]");

  private final ServerSpec spec;
  private final Path base;

  private Jetty(ServerSpec spec, Path home, Path base, ServerProcess process, URI uri) {
    super(home, base.resolve("logs"), process, uri);
    this.spec = spec;
    this.base = base;
  }

  static Jetty start(ServerSpec spec) {
    Path home = Distribution.of(spec.kind());
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    configure(base, spec);
    spec.apps().forEach((contextPath, app) -> place(base, spec, contextPath, app));
    ServerProcess process = launch(home, base, spec);
    return startOrKill(
        process,
        console -> {
          console.waitFor(line -> STARTED.matcher(line).find(), START);
          URI uri = awaitAddress(console, PORT, Duration.ZERO);
          return new Jetty(spec, home, base, process, uri);
        });
  }

  private static void configure(Path base, ServerSpec spec) {
    for (String folder : List.of("apps", "logs", "resources", "temp", "webapps", "work")) {
      Kit.emptyDirectory(base.resolve(folder));
    }
    boolean isJetty12 = !environment(spec).isEmpty();
    copy("start" + environment(spec) + ".ini", base.resolve("start.ini"));
    copy(isJetty12 ? "realm-12.xml" : "realm.xml", base.resolve("etc/realm.xml"));
    copy("realm.properties", base.resolve("etc/realm.properties"));
    copy("login.xml", base.resolve("etc/login.xml"));
  }

  /** What distinguishes the files of Jetty 12, which serves several APIs side by side. */
  private static String environment(ServerSpec spec) {
    return switch (spec.kind()) {
      case JETTY_12 -> "-ee8";
      case JETTY_12_EE10 -> "-ee10";
      default -> "";
    };
  }

  private static String webSocketModule(ServerSpec spec) {
    return switch (spec.kind()) {
      case JETTY_9 -> "websocket";
      case JETTY_10 -> "websocket-javax";
      case JETTY_12 -> "ee8-websocket-javax";
      default -> throw new IllegalArgumentException("not tried: " + spec.kind());
    };
  }

  private static Path file(String name) {
    return ServerProcess.recipe("jetty/" + name);
  }

  private static void copy(String name, Path to) {
    Kit.copyTree(file(name), to);
  }

  private static void place(Path base, ServerSpec spec, String contextPath, Path app) {
    String name = Kit.fileName(contextPath);
    String appName = name + (Files.isDirectory(app) ? "" : ".war");
    Kit.copyTree(app, base.resolve("apps").resolve(appName));
    String context =
        Kit.read(file("context" + environment(spec) + ".xml"))
            .replace(">/demo<", ">" + contextRoot(contextPath) + "<")
            .replace("/apps/demo.war<", "/apps/" + appName + "<");
    if (!spec.hasLogin()) {
      context = context.replaceAll("(?m)^.*overrideDescriptor.*$", "");
    }
    Path draft = base.resolve("temp").resolve(name + ".xml");
    Kit.write(draft, context);
    Kit.move(draft, base.resolve("webapps").resolve(name + ".xml"));
  }

  private static ServerProcess launch(Path home, Path base, ServerSpec spec) {
    List<String> command = ServerProcess.java(spec, "384m");
    command.add(ServerProcess.logging(spec, base));
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    command.add("-jar");
    command.add(home.resolve("start.jar").toString());
    command.add("jetty.base=" + base);
    command.add("jetty.http.port=0");
    if (spec.hasWebSockets()) {
      command.add("--module=" + webSocketModule(spec));
    }
    spec.modules().forEach(module -> command.add("--module=" + module));
    return ServerProcess.start(spec, base, command);
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    int before = console().lines().size();
    place(base, spec, contextPath, warOrDirectory);
    // Jetty 12 with ee10 logs "Started" twice, the first time before filters and servlets are.
    String started =
        spec.kind() == ServerKind.JETTY_12_EE10
            ? "ServletContextHandler:[^ ]* Started "
            : "ContextHandler:[^ ]* Started ";
    String line =
        awaitContext(before, contextPath, Pattern.compile(started + "|Failed startup of "), START);
    if (line.contains("AVAILABLE") && !line.contains("UNAVAILABLE")) {
      await(contextPath + " is served", () -> isKnown(contextPath), START);
    }
  }

  @Override
  public void undeploy(String contextPath) {
    int before = console().lines().size();
    String name = Kit.fileName(contextPath);
    try {
      Files.delete(base.resolve("webapps").resolve(name + ".xml"));
      awaitContext(before, contextPath, Pattern.compile("Stopped |removeApp: "), UNDEPLOY);
      if (!spec.apps().containsKey("")) {
        await(contextPath + " is gone", () -> !isKnown(contextPath), UNDEPLOY);
      }
      Path apps = base.resolve("apps");
      Path war = apps.resolve(name + ".war");
      Kit.deleteTree(Files.exists(war) ? war : apps.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** "Stopped o.e.j.w.WebAppContext@1b6d{Inventory,/demo,null,STOPPED}{...}", name or no name. */
  private String awaitContext(int from, String contextPath, Pattern what, Duration timeout) {
    Pattern context = Pattern.compile("[{,]" + Pattern.quote(contextRoot(contextPath)) + ",");
    return console()
        .waitFor(from, line -> context.matcher(line).find() && what.matcher(line).find(), timeout);
  }

  /**
   * Whether a request finds the application, which is a moment after, or before, the line of the
   * log: Jetty's own 404 names the servlet, or "-" or none where there is no application.
   */
  private boolean isKnown(String contextPath) {
    Answer answer = new Http(base(), contextPath).get("/");
    return answer.status() != 404 || SERVLET.matcher(answer.text()).find();
  }
}
