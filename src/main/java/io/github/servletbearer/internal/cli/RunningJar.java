// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.cli.init.InitException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.Arrays;

/** The JAR that this program runs from. */
final class RunningJar {
  private RunningJar() {}

  /**
   * Where it is.
   *
   * @throws InitException if there is none
   */
  static Path path() throws InitException {
    try {
      CodeSource source = RunningJar.class.getProtectionDomain().getCodeSource();
      Path path = Paths.get(source.getLocation().toURI());
      // Containers load no other file of WEB-INF/lib.
      if (Files.isRegularFile(path) && path.toString().endsWith(".jar")) {
        return path;
      }
    } catch (URISyntaxException e) {
      // reported below
    }
    throw new InitException(
        "this program does not run from a file whose name ends with .jar, and no other can be copied.",
        "Run java -jar servlet-bearer-all.jar.");
  }

  /** Whether the application holds a copy of it. */
  static boolean isIn(WebArchive archive, Path jar) throws IOException {
    try (InputStream there = archive.library(String.valueOf(jar.getFileName()))) {
      return there != null && Arrays.equals(Streams.readAll(there), Files.readAllBytes(jar));
    }
  }
}
