// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Console;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.File;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A server inside a small program, {@code src/test/containers/undertow} or {@code resin}, which is
 * compiled for Java 8 here. It gets exploded applications, and serves them until it ends.
 */
final class Embedded implements Container {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile("^Listening on 127\\.0\\.0\\.1:(\\d+)$");

  private final Path home;
  private final Path base;
  private final ServerProcess process;
  private final URI uri;

  private Embedded(Path home, Path base, ServerProcess process, URI uri) {
    this.home = home;
    this.base = base;
    this.process = process;
    this.uri = uri;
  }

  static Embedded undertow(ServerSpec spec) {
    return start(spec, "undertow", "UndertowLauncher", null);
  }

  static Embedded resin(ServerSpec spec) {
    Path recipe = ServerProcess.file("resin", "resin-web.xml");
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
    String classPath =
        Distribution.classPath(spec.kind()).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Path classes = Kit.emptyDirectory(base.resolve("classes"));
    compile(ServerProcess.file(folder, launcher + ".java"), classPath, classes);
    for (String each : List.of("apps", "logs", "temp")) {
      Kit.emptyDirectory(base.resolve(each));
    }

    List<String> command = ServerProcess.java(spec, "384m");
    command.add(ServerProcess.logging(spec, base));
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    command.addAll(List.of("-cp", classes + File.pathSeparator + classPath, launcher));
    command.add("0"); // a port that is free
    spec.apps()
        .forEach(
            (contextPath, app) ->
                command.add(contextPath + "=" + place(base, contextPath, app, recipe)));
    ServerProcess process = ServerProcess.start(spec, base, command);
    try {
      String line = process.console().waitFor(each -> PORT.matcher(each).find(), START);
      Matcher port = PORT.matcher(line);
      if (!port.find()) {
        throw new AssertionError("No port in: " + line);
      }
      URI uri = URI.create("http://127.0.0.1:" + port.group(1));
      return new Embedded(home, base, process, uri);
    } catch (AssertionError e) {
      process.kill();
      throw e;
    }
  }

  private static void compile(Path source, String classPath, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "--release",
            "8",
            "-Xlint:none",
            "-proc:none",
            "-cp",
            classPath,
            "-d",
            classes.toString());
    if (!compiler
        .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
        .call()) {
      throw new AssertionError(source + " does not compile:\n" + messages);
    }
  }

  private static Path place(Path base, String contextPath, Path app, Path recipe) {
    String name = contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', '#');
    Path folder = base.resolve("apps").resolve(name);
    Kit.explode(app, folder);
    if (recipe != null) {
      Kit.copyTree(recipe, folder.resolve("WEB-INF").resolve(recipe.getFileName()));
    }
    return folder;
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
    throw new UnsupportedOperationException("The program serves the applications it began with");
  }

  @Override
  public void undeploy(String contextPath) {
    throw new UnsupportedOperationException("The program serves its applications until it ends");
  }

  @Override
  public void close() {
    process.stop();
  }
}
