// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Signature algorithms of an identity provider, none of them symmetric: its secret is no key. */
public final class Algorithms {
  private static final String NAMES =
      Arrays.stream(JwsAlgorithm.values())
          .filter(algorithm -> !algorithm.isSymmetric())
          .map(JwsAlgorithm::header)
          .collect(Collectors.joining(", "));

  /** In their order. */
  public static final ValueParser<Set<JwsAlgorithm>> LIST =
      ValueParser.of("algorithms", "a list of " + NAMES, Algorithms::list);

  private Algorithms() {}

  private static Set<JwsAlgorithm> list(String value) {
    Set<JwsAlgorithm> algorithms = new LinkedHashSet<>();
    for (String name : Lists.words(value)) {
      JwsAlgorithm algorithm = JwsAlgorithm.of(name);
      if (algorithm == null || algorithm.isSymmetric()) {
        throw new IllegalArgumentException("\"" + name + "\" is none of " + NAMES + ".");
      }
      algorithms.add(algorithm);
    }
    return Collections.unmodifiableSet(algorithms);
  }
}
