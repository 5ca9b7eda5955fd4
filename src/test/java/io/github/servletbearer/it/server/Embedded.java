// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server inside a small program, {@code src/test/containers/undertow} or {@code resin}, which is
 * compiled for Java 8 here. It gets exploded applications, and serves them until it ends.
 */
final class Embedded extends RunningServer {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile("^Listening on 127\\.0\\.0\\.1:(\\d+)$");

  private Embedded(Path home, Path base, ServerProcess process, URI uri) {
    super(home, base.resolve("logs"), process, uri);
  }

  static Embedded undertow(ServerSpec spec) {
    return start(spec, "undertow", "UndertowLauncher", null);
  }

  static Embedded resin(ServerSpec spec) {
    Path recipe = ServerProcess.recipe("resin/resin-web.xml");
    return start(spec, "resin", "ResinLauncher", recipe);
  }

  /**
   * Starts a program.
   *
   * @param recipe a file for the WEB-INF of each application, or null
   */
  private static Embedded start(ServerSpec spec, String folder, String launcher, Path recipe) {
    Path home = Distribution.of(spec.kind());
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    List<Path> libraries = Distribution.classPath(spec.kind());
    Path classes = Kit.emptyDirectory(base.resolve("classes"));
    Path source = ServerProcess.recipe(folder + "/" + launcher + ".java");
    Java8Compiler.compile(List.of(source), libraries, classes);
    for (String each : List.of("apps", "logs", "temp")) {
      Kit.emptyDirectory(base.resolve(each));
    }

    List<String> command = ServerProcess.java(spec, "384m");
    command.add(ServerProcess.logging(spec, base));
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    String classPath = classes + File.pathSeparator + Java8Compiler.classPath(libraries);
    command.addAll(List.of("-cp", classPath, launcher));
    command.add("0");
    spec.apps()
        .forEach(
            (contextPath, app) ->
                command.add(contextPath + "=" + place(base, contextPath, app, recipe)));
    ServerProcess process = ServerProcess.start(spec, base, command);
    return startOrKill(
        process,
        console -> {
          URI uri = awaitAddress(console, PORT, START);
          return new Embedded(home, base, process, uri);
        });
  }

  private static Path place(Path base, String contextPath, Path app, Path recipe) {
    Path folder = base.resolve("apps").resolve(Kit.fileName(contextPath));
    Kit.explode(app, folder);
    if (recipe != null) {
      Kit.copyTree(recipe, folder.resolve("WEB-INF").resolve(recipe.getFileName()));
    }
    return folder;
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    throw new UnsupportedOperationException("The program serves the applications it began with");
  }

  @Override
  public void undeploy(String contextPath) {
    throw new UnsupportedOperationException("The program serves its applications until it ends");
  }
}
