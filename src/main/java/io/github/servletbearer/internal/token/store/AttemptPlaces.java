// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;

/**
 * The places of an attempt under way, one of each key for each guess. Used by one thread.
 *
 * <p>Methods throw {@link BearerException} with {@link BearerError#UNAVAILABLE} when the store
 * cannot change anything now.
 */
public interface AttemptPlaces {
  /** Makes the places of so many guesses failures: at no moment do they count as neither. */
  void fail(int guesses) throws BearerException;

  /**
   * Gives back all places that are no failures, and forgets the earlier failures of a key, but no
   * attempts under way.
   */
  void succeed(AttemptKey key) throws BearerException;

  /**
   * Gives back all places that are no failures. Where that cannot be kept now, they are free after
   * the window.
   */
  void end();
}
