// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JARs of frameworks that {@code src/test/frameworks/pom.xml} fetches, by the name of a folder
 * or by several, joined by {@code +}. Where they are missing, tests that need them are skipped;
 * with {@code -Dframeworks.required=true} they fail.
 */
public final class Frameworks {
  private Frameworks() {}

  /** Whether its JARs are there; null is no framework, which needs none. */
  public static boolean isThere(@Nullable String framework) {
    return framework == null || folders(framework).allMatch(Files::isDirectory);
  }

  /** Skips or fails the test where its JARs are missing. */
  public static void require(@Nullable String framework) {
    String missing = "no JARs of " + framework + ": mvn -f src/test/frameworks/pom.xml package";
    if (Boolean.getBoolean("frameworks.required")) {
      assertThat(isThere(framework)).as(missing).isTrue();
    }
    assumeTrue(isThere(framework), missing);
  }

  /** Its JARs; none of no framework. */
  public static List<Path> jars(@Nullable String framework) {
    if (framework == null) {
      return List.of();
    }
    return folders(framework).flatMap(folder -> files(folder).stream()).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> folders(String framework) {
    return Stream.of(framework.split("\\+", -1)).map(name -> Kit.target("frameworks", name));
  }
}
