// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.Console;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.server.JavaHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** One server of the matrix with all applications, and what its log held before any request. */
final class MatrixServer implements AutoCloseable {

  private final Pair pair;
  private final MatrixApps apps;
  private final Container container;
  private final List<String> linesAtStart;

  private MatrixServer(Pair pair, MatrixApps apps, Container container) {
    this.pair = pair;
    this.apps = apps;
    this.container = container;
    linesAtStart = container.console().lines();
  }

  static MatrixServer start(Pair pair) {
    MatrixApps apps = MatrixApps.of(pair);
    ServerSpec spec = spec("matrix-" + pair.folder(), pair);
    apps.addAll(spec);
    return new MatrixServer(pair, apps, spec.start());
  }

  /** A server without applications yet. */
  static ServerSpec spec(String name, Pair pair) {
    Path java =
        JavaHome.of(pair.java())
            .orElseThrow(
                () ->
                    new AssertionError(
                        pair + " needs -Djava" + pair.java() + ".home, the home of such a Java"));
    return ServerSpec.named(name).on(pair.kind()).java(java);
  }

  Pair pair() {
    return pair;
  }

  MatrixApps apps() {
    return apps;
  }

  URI base() {
    return container.base();
  }

  String host() {
    return container.base().getAuthority();
  }

  Http http(String contextPath) {
    return new Http(container.base(), contextPath);
  }

  Console console() {
    return container.console();
  }

  List<String> linesAtStart() {
    return linesAtStart;
  }

  @Override
  public void close() {
    container.close();
  }
}
