// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Console;
import io.github.servletbearer.it.Container;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all servers have in common once their process runs. */
abstract class RunningServer implements Container {

  private final Path home;
  private final Path logs;
  private final ServerProcess process;
  private final URI uri;

  RunningServer(Path home, Path logs, ServerProcess process, URI uri) {
    this.home = home;
    this.logs = logs;
    this.process = process;
    this.uri = uri;
  }

  /** Waits by the console until a server serves, and kills its process where that fails. */
  static <T extends RunningServer> T startOrKill(ServerProcess process, Function<Console, T> wait) {
    try {
      return wait.apply(process.console());
    } catch (AssertionError e) {
      process.kill();
      throw e;
    }
  }

  /** Waits for the line that names the port, by the first group of the pattern. */
  static URI awaitAddress(Console console, Pattern port, Duration timeout) {
    String line = console.waitFor(each -> port.matcher(each).find(), timeout);
    Matcher matcher = port.matcher(line);
    if (!matcher.find()) {
      throw new AssertionError("No port in: " + line);
    }
    return address(Integer.parseInt(matcher.group(1)));
  }

  static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The context path as most servers write it, with a slash for that of ROOT. */
  static String contextRoot(String contextPath) {
    return contextPath.isEmpty() ? "/" : contextPath;
  }

  /** Waits until something has come true, for what no line of a console tells. */
  final void await(String what, BooleanSupplier isSo, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "Not within " + timeout + ": " + what + "; the server wrote:\n" + console().tail());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public final URI base() {
    return uri;
  }

  @Override
  public final Console console() {
    return process.console();
  }

  @Override
  public final Path logs() {
    return logs;
  }

  @Override
  public final Path home() {
    return home;
  }

  @Override
  public final void kill() {
    process.killAndWait();
  }

  @Override
  public void close() {
    process.stop();
  }
}
