// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.token.jwt.KeySource;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The keys of a file, as a running filter would have them after it has fetched them. Immutable. */
final class FileKeys implements KeySource {
  private final JwkSet keys;
  private final Set<JwsAlgorithm> algorithms;

  private FileKeys(JwkSet keys, Set<JwsAlgorithm> algorithms) {
    this.keys = keys;
    this.algorithms = algorithms;
  }

  /**
   * Reads keys.
   *
   * @param json a JWK Set
   * @param algorithms that are accepted
   * @param warnings one sentence for each unusable key is added here
   */
  static FileKeys parse(byte[] json, Set<JwsAlgorithm> algorithms, List<String> warnings)
      throws JoseException {
    return new FileKeys(JwkSet.parse(json, algorithms, warnings), algorithms);
  }

  /** No keys, for signatures that cannot be checked. */
  static FileKeys none(Set<JwsAlgorithm> algorithms) {
    return new FileKeys(JwkSet.of(Collections.emptyList()), algorithms);
  }

  @Override
  public JwkSet keys() {
    return keys;
  }

  @Override
  public JwkSet keysAfter(JwkSet known, long issuedAtMillis) {
    return keys;
  }

  @Override
  public boolean mayHaveKeysFor(JwsAlgorithm algorithm) {
    return algorithms.contains(algorithm);
  }
}
