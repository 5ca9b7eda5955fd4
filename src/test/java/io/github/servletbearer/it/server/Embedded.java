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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server inside a small program, {@code src/test/containers/undertow}, {@code resin} or {@code
 * tomcat}, which is compiled for Java 8 here. It gets exploded applications, and serves them until
 * it ends.
 */
final class Embedded extends RunningServer {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile("^Listening on 127\\.0\\.0\\.1:(\\d+)$");

  private Embedded(Path home, Path base, ServerProcess process, URI uri) {
    super(home, base.resolve("logs"), process, uri);
  }

  static Embedded undertow(ServerSpec spec) {
    List<Path> libraries = Distribution.classPath(spec.kind());
    return start(spec, "undertow", "UndertowLauncher", libraries, null);
  }

  static Embedded resin(ServerSpec spec) {
    Path recipe = ServerProcess.recipe("resin/resin-web.xml");
    return start(spec, "resin", "ResinLauncher", Distribution.classPath(spec.kind()), recipe);
  }

  /** Tomcat's own classes for programs that embed it, from the distribution. */
  static Embedded tomcat(ServerSpec spec) {
    Path home = Distribution.of(spec.kind());
    List<Path> libraries = new ArrayList<>(files(home.resolve("lib")));
    libraries.add(home.resolve("bin/tomcat-juli.jar"));
    return start(spec, "tomcat", "TomcatLauncher", libraries, null);
  }

  /**
   * Starts a program.
   *
   * @param recipe a file for the WEB-INF of each application that has none of its name, or null
   */
  private static Embedded start(
      ServerSpec spec, String folder, String launcher, List<Path> libraries, Path recipe) {
    Path home = Distribution.of(spec.kind());
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    Path classes = Kit.emptyDirectory(base.resolve("classes"));
    Path source = ServerProcess.recipe(folder + "/" + launcher + ".java");
    Java8Compiler.compile(List.of(source), libraries, classes);
    for (String each : List.of("apps", "logs", "temp")) {
      Kit.emptyDirectory(base.resolve(each));
    }

    List<String> command = ServerProcess.java(spec, "384m");
    command.add(ServerProcess.logging(spec, base));
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    List<Path> classPath = new ArrayList<>(List.of(classes));
    classPath.addAll(libraries);
    List<String> applications = new ArrayList<>();
    spec.apps()
        .forEach(
            (contextPath, app) -> {
              Path placed = place(base, contextPath, app, recipe);
              applications.add(contextPath + "=" + placed);
              if (spec.isFlat()) {
                classPath.addAll(takenOut(placed.resolve("WEB-INF"), base.resolve("flat")));
              }
            });
    if (spec.isFlat()) {
      command.add("-Dlauncher.flat=true");
    }
    command.addAll(List.of("-cp", Java8Compiler.classPath(classPath), launcher, "0"));
    command.addAll(applications);
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
    Path own = recipe == null ? null : folder.resolve("WEB-INF").resolve(recipe.getFileName());
    if (own != null && !Files.exists(own)) {
      Kit.copyTree(recipe, own);
    }
    return folder;
  }

  /** Moves an application's classes elsewhere, and tells where they are. */
  private static List<Path> takenOut(Path webInf, Path to) {
    Kit.emptyDirectory(to);
    Kit.move(webInf.resolve("classes"), to.resolve("classes"));
    Kit.move(webInf.resolve("lib"), to.resolve("lib"));
    List<Path> all = new ArrayList<>(files(to.resolve("lib")));
    all.add(to.resolve("classes"));
    return all;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
