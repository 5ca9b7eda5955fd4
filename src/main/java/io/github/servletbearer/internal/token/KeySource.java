// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.KeySet;

/** Where an issuer's verification keys come from. Thread-safe. */
public interface KeySource {
  /**
   * The keys as they are known now; blocks for the very first answer at most.
   *
   * @throws BearerException with {@code UNAVAILABLE} where none are known, or none fresh enough
   */
  KeySet keys() throws BearerException;

  /**
   * The keys after a token came whose key is not in this set: newer ones where they could be had.
   *
   * @return the same object where asking again would be too early
   * @throws BearerException with {@code UNAVAILABLE} where it cannot be decided whether the key
   *     exists
   */
  KeySet keysAfter(KeySet known) throws BearerException;

  /** Keys that never change. */
  static KeySource of(KeySet keys) {
    return new KeySource() {
      @Override
      public KeySet keys() {
        return keys;
      }

      @Override
      public KeySet keysAfter(KeySet known) {
        return keys;
      }
    };
  }
}
