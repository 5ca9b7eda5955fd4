// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * Where failed attempts to log in are kept: in memory, or in a place that several servers share.
 * Counts failures by limit and key in a sliding window, and apart from them the attempts that are
 * still under way. Each method is one step that no other comes between. Bounded. Thread-safe.
 *
 * <p>Methods throw {@link BearerException} with {@link BearerError#UNAVAILABLE} when the store
 * cannot decide or change anything now; no attempt may be made then.
 */
public interface AttemptStore {
  /**
   * How long the failures of a key make it wait, in milliseconds; 0 if they do not.
   *
   * @param guesses how many places the next attempt needs
   */
  long waitMillis(AttemptLimit limit, TokenHash key, int guesses) throws BearerException;

  /**
   * Begins an attempt.
   *
   * @param guesses how many failures it may end in
   * @return null if there would be more failures than allowed, should this attempt and all that are
   *     under way fail
   */
  @Nullable Places begin(AttemptLimit limit, TokenHash key, int guesses) throws BearerException;

  /** Counts a failure for which no attempt was begun. */
  void fail(AttemptLimit limit, TokenHash key) throws BearerException;

  /** Forgets the failures of a key, but not the attempts under way. */
  void clear(AttemptLimit limit, TokenHash key) throws BearerException;

  /** Whether the key has to wait, and this was not asked within the window; for the log. */
  boolean isNews(AttemptLimit limit, TokenHash key, int guesses) throws BearerException;

  /** How many keys have failures or attempts under way. */
  int size() throws BearerException;

  /** The places of an attempt under way, one for each guess. Used by one thread. */
  interface Places {
    /** Makes one place a failure: at no moment does it count as neither. */
    void fail() throws BearerException;

    /**
     * Gives back all places that are no failures. Where that cannot be kept now, they are free
     * after the window.
     */
    void end();
  }
}
