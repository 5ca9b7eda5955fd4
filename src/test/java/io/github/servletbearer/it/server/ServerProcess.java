// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Console;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** The process of a server and its console. It ends with the tests at the latest. */
final class ServerProcess {

  private static final Duration STOP = Duration.ofSeconds(30);

  /** Lines that replace those before: all but the servers' own loggers, to the finest level. */
  private static final String EVERYTHING =
      """

      .level = ALL
      java.util.logging.ConsoleHandler.level = ALL
      com.caucho.level = INFO
      io.undertow.level = INFO
      java.level = INFO
      javax.level = INFO
      jdk.level = INFO
      org.eclipse.level = INFO
      org.jboss.level = INFO
      org.xnio.level = INFO
      sun.level = INFO
      """;

  private final String name;
  private final Process process;
  private final Console console;

  private ServerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.console = Console.of(process.getInputStream(), name);
  }

  /** Starts a command in a folder, with the environment of the specification added. */
  static ServerProcess start(ServerSpec spec, Path folder, List<String> command) {
    return start(spec, folder, command, Map.of());
  }

  /** As above, with more variables. */
  static ServerProcess start(
      ServerSpec spec, Path folder, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().putAll(spec.environment());
    try {
      ServerProcess server = new ServerProcess(spec.name(), builder.start());
      Thread undertaker = new Thread(server::kill, "end of " + spec.name());
      Runtime.getRuntime().addShutdownHook(undertaker);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program and the options that every server's JVM gets: {@code bin/java -Xmx384m ...}. */
  static List<String> java(ServerSpec spec, String heap) {
    List<String> command = new ArrayList<>();
    command.add(JavaHome.program(spec.javaHome()).toString());
    command.addAll(options(spec, heap));
    return command;
  }

  /** The same options alone, for a start script's {@code JAVA_OPTS}. */
  static List<String> options(ServerSpec spec, String heap) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // The log is read by tests, so it speaks English; the platform's charset is a poor one on
    // purpose, so that nothing may depend on it.
    options.addAll(List.of("-Duser.language=en", "-Duser.country=US"));
    options.add("-Dfile.encoding=ISO-8859-1");
    options.addAll(spec.jvmOptions());
    for (Map.Entry<String, String> property : spec.properties().entrySet()) {
      options.add("-D" + property.getKey() + "=" + property.getValue());
    }
    return options;
  }

  /** A file or folder of {@code src/test/containers}, the recipes that the documentation shows. */
  static Path recipe(String name) {
    return Kit.path("project.basedir").resolve("src/test/containers").resolve(name);
  }

  /** The option of a server that logs through the JDK without a configuration of its own. */
  static String logging(ServerSpec spec, Path folder) {
    String everything = spec.logsEverything() ? EVERYTHING : "";
    Path file = folder.resolve("logging.properties");
    Kit.write(file, Kit.read(recipe("logging.properties")) + everything);
    return "-Djava.util.logging.config.file=" + file;
  }

  /** A port of 127.0.0.1 that is free at this moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server on a free port, and once more where the port was taken meanwhile. */
  static <T> T onFreePort(IntFunction<T> start) {
    try {
      return start.apply(freePort());
    } catch (AssertionError e) {
      if (!e.getMessage().contains("Address already in use")) {
        throw e;
      }
      return start.apply(freePort());
    }
  }

  Console console() {
    return console;
  }

  /** Ends it at once: children first, since a start script does not pass the signal on. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** As {@link #kill}, and returns when it is gone. */
  void killAndWait() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  /** Ends it in good order, and returns when the last line of the console has been read. */
  void stop() {
    // Not by Process.destroy, which closes the console before the last lines are read.
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroy);
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError(name + " did not stop within " + STOP);
      }
      console.awaitEnd();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
