// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import java.util.EnumSet;
import java.util.Set;

/** Where an issuer's verification keys come from. Thread-safe. */
public interface KeySource {
  /**
   * The keys as they are known now; blocks for the very first answer at most.
   *
   * @throws BearerException with {@code UNAVAILABLE} where none are known, or none fresh enough
   */
  JwkSet keys() throws BearerException;

  /**
   * The keys after a token came whose key is not in this set: newer ones where they were available.
   * If its key is not among them, the token is not the issuer's.
   *
   * @param issuedAtMillis when the token says that it was issued, or -1 where it does not
   * @throws BearerException with {@code UNAVAILABLE} where it cannot be decided whether the key
   *     exists, as it cannot while the issuer may not be asked again
   */
  JwkSet keysAfter(JwkSet known, long issuedAtMillis) throws BearerException;

  /** Whether newer keys may contain one for the algorithm; if not, they are not asked for. */
  default boolean mayHaveKeysFor(JwsAlgorithm algorithm) {
    return true;
  }

  /** Keys that never change. */
  static KeySource of(JwkSet keys) {
    return of(keys, EnumSet.allOf(JwsAlgorithm.class));
  }

  /** Keys that never change, of an issuer from which only these algorithms are accepted. */
  static KeySource of(JwkSet keys, Set<JwsAlgorithm> algorithms) {
    return new KeySource() {
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
    };
  }
}
