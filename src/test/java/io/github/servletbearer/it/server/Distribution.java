// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Artifacts of the local Maven repository. */
public final class Distribution {

  private Distribution() {}

  public static List<Path> jars(String... coordinates) {
    List<Path> jars = new ArrayList<>();
    for (String each : coordinates) {
      String[] parts = each.split(":", -1);
      jars.add(
          Path.of(System.getProperty("user.home"), ".m2/repository")
              .resolve(parts[0].replace('.', '/'))
              .resolve(parts[1])
              .resolve(parts[2])
              .resolve(parts[1] + "-" + parts[2] + ".jar"));
    }
    return jars;
  }
}
