// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Payara Micro, configured by the files of {@code src/test/containers/payara}. */
final class Payara extends RunningServer {

  private static final Duration START = Duration.ofMinutes(3);

  private final Path base;

  private Payara(Path jar, Path base, ServerProcess process, int port) {
    super(jar, base.resolve("logs"), process, address(port)); // logs to its console alone
    this.base = base;
  }

  static Payara start(ServerSpec spec) {
    Path jar = Distribution.of(spec.kind());
    return ServerProcess.onFreePort(port -> start(spec, jar, port));
  }

  private static Payara start(ServerSpec spec, Path jar, int port) {
    Path base = Kit.emptyDirectory(Kit.target("it", spec.name()));
    configure(base, spec);
    ServerProcess process = launch(jar, base, spec, port);
    return startOrKill(
        process,
        console -> {
          // "Payara Micro ... ready in 12345 (ms)" follows the last command.
          console.waitFor(line -> line.contains(" ready in "), START);
          return new Payara(jar, base, process, port);
        });
  }

  private static void configure(Path base, ServerSpec spec) {
    Kit.copyTree(ServerProcess.recipe("payara"), base);
    Kit.emptyDirectory(base.resolve("temp"));
    Kit.emptyDirectory(base.resolve("logs"));
    // By commands, since of several --deploy options none is tried after one that fails.
    Path postBoot = base.resolve("post-boot.txt");
    StringBuilder commands = new StringBuilder(Kit.read(postBoot));
    spec.apps().forEach((contextPath, app) -> commands.append(Asadmin.deploy(contextPath, app)));
    Kit.write(postBoot, commands.toString());
    if (spec.logsEverything()) {
      Path logging = base.resolve("logging.properties");
      Kit.write(logging, Kit.read(logging) + Asadmin.LOG_EVERYTHING);
    }
  }

  private static ServerProcess launch(Path jar, Path base, ServerSpec spec, int port) {
    List<String> command = ServerProcess.java(spec, "768m");
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    // Payara names XML libraries that its applications do not see; Spring would not start.
    for (String kind : List.of("Input", "Output")) {
      String factory = "XML" + kind + "Factory";
      command.add(
          "-Djavax.xml.stream." + factory + "=com.sun.xml.internal.stream." + factory + "Impl");
    }
    command.addAll(List.of("-jar", jar.toString(), "--nohazelcast", "--disablephonehome"));
    command.addAll(List.of("--port", Integer.toString(port), "--rootdir", "root"));
    command.addAll(List.of("--logproperties", "logging.properties"));
    command.addAll(List.of("--prebootcommandfile", "pre-boot.txt"));
    command.addAll(List.of("--postbootcommandfile", "post-boot.txt"));
    return ServerProcess.start(spec, base, command);
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    throw new UnsupportedOperationException("Payara Micro deploys at its start");
  }

  @Override
  public void undeploy(String contextPath) {
    throw new UnsupportedOperationException("Payara Micro keeps its applications until it stops");
  }

  @Override
  public void close() {
    super.close();
    Kit.emptyDirectory(base.resolve("root/runtime")); // 80 MB that each start unpacks
  }
}
