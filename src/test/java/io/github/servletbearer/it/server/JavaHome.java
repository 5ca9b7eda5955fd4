// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Java installations that servers run on. */
public final class JavaHome {

  private JavaHome() {}

  /** The one that runs the tests. */
  public static Path running() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * The installation of a version: the one that a system property such as {@code java8.home} names,
   * or the running one; empty where there is none.
   */
  public static Optional<Path> of(int version) {
    String named = System.getProperty("java" + version + ".home", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    return version == Runtime.version().feature() ? Optional.of(running()) : Optional.empty();
  }

  static Path program(Path home) {
    return home.resolve("bin").resolve("java");
  }

  /** Whether it knows {@code --add-opens}: Java 9 and later. */
  static boolean hasModules(Path home) {
    return Files.exists(home.resolve("lib").resolve("modules"));
  }

  /** Its version, such as 17, where it {@linkplain #hasModules has modules}. */
  static int version(Path home) {
    return Kit.read(home.resolve("release"))
        .lines()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No JAVA_VERSION in the release file of " + home));
  }
}
