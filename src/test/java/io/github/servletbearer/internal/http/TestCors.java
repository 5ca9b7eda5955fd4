// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** CORS for tests: the settings differ from the defaults. */
public final class TestCors {
  private TestCors() {}

  /** Without an origin it is off. */
  public static Cors of(String... origins) {
    return new Cors(
        Set.of(origins),
        new LinkedHashSet<>(List.of("Authorization", "traceparent")),
        new LinkedHashSet<>(List.of("Retry-After", "X-Request-Id")),
        Duration.ofMinutes(5));
  }
}
