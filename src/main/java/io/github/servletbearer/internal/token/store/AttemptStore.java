// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.util.List;

/**
 * Where failed attempts to log in are kept: in memory, or in a place that several servers share.
 * Counts failures by limit and key in a sliding window, and apart from them the attempts that are
 * still under way. Each method is one step that no other comes between. Bounded: where there are
 * too many keys with failures, those are forgotten that failed longest ago. Thread-safe.
 *
 * <p>Methods throw {@link BearerException} with {@link BearerError#UNAVAILABLE} when the store
 * cannot decide or change anything now; no attempt may be made then.
 */
public interface AttemptStore {
  /** How many keys of one limit have failures at the same time. */
  int MAX_KEYS = 10_000;

  /**
   * Begins an attempt, unless there would be more failures of a key than allowed, should this
   * attempt and all that are under way fail.
   *
   * @param guesses how many failures it may end in
   * @param keys of which it takes places, of all or of none; each of another limit
   * @param asked a key of another limit, whose failures make the attempt wait, too
   */
  Admission begin(int guesses, List<AttemptKey> keys, AttemptKey asked) throws BearerException;

  /** Counts a failure for which no attempt was begun. */
  void fail(AttemptKey key) throws BearerException;
}
