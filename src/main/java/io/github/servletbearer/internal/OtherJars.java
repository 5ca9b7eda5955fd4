// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Servlet Bearer in several JARs, as after an upgrade that left the old one, which may be the one
 * that runs.
 */
final class OtherJars {
  private static final String FILTER = "/" + FilterEntry.BEARER_FILTER.replace('.', '/') + ".class";

  private OtherJars() {}

  /**
   * Adds a warning where there are several, by their names: one JAR may be listed in several ways.
   */
  static void warn(ClassLoader loader, Problems problems) {
    Set<String> jars = new TreeSet<>();
    try {
      for (URL place : Collections.list(loader.getResources(FILTER.substring(1)))) {
        String jar = place.toString().replace(FILTER, "").replaceFirst("!$", "");
        jars.add(jar.substring(jar.lastIndexOf('/') + 1));
      }
    } catch (IOException e) {
      return; // the container does not say
    }
    if (jars.size() > 1) {
      problems.warning(
          ProblemCode.OTHER_NAMESPACE,
          "Servlet Bearer is on the class path more than once: "
              + Redacted.line(String.join(", ", jars))
              + ". Servers differ in which they take.",
          "Keep the newest, and remove the others.");
    }
  }
}
