// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of tokens is kept: in memory, or in a place that several servers share. Each
 * method is one step that no other comes between; what it takes and returns are values. Bounded for
 * each kind of token, in all and per user (see {@link StoreLimits}). Thread-safe.
 *
 * <p>Every method throws {@link BearerException} with {@link BearerError#UNAVAILABLE} when the
 * store cannot decide or change anything now. No caller may take that for a valid token, nor for an
 * unknown one.
 *
 * <p>An access token or a refresh token that has expired is not found, replaced or counted. A
 * revocation is found until it is purged, however late that is.
 */
public interface TokenStore {
  /** How many tokens of a kind one step of {@link #purge()} removes. */
  int PURGE_STEP = 1_000;

  /**
   * Keeps a token. One of the same kind and hash gives way to it, and at no moment is neither
   * found. A user over the limit loses the own token of this kind that was used least recently; a
   * revocation never gives way to another one.
   *
   * @return false when no more of this kind can be kept, in all or for this user; nothing has
   *     changed then
   */
  boolean add(StoredToken token) throws BearerException;

  /** The token, or null where there is none, or it has expired. */
  @Nullable StoredToken find(Kind kind, TokenHash hash) throws BearerException;

  /**
   * Whether there may be tokens of this kind; a quick answer for each request. False only if there
   * are none.
   */
  default boolean mayHave(Kind kind) throws BearerException {
    return true;
  }

  /**
   * Replaces a token if it is still as expected (see {@link StoredToken#equals}) and has not
   * expired; counts as a use of it.
   *
   * @param next of the same kind and hash
   * @return false if it is not there or another one was faster; nothing has changed then
   */
  boolean replace(StoredToken expected, StoredToken next) throws BearerException;

  /** Removes a token; returns false if it was not there. */
  boolean remove(Kind kind, TokenHash hash) throws BearerException;

  /** Removes a user's tokens that come of one login; returns how many had not expired. */
  int removeFamily(Kind kind, String userKey, String family) throws BearerException;

  /** Removes a user's tokens; returns how many had not expired. */
  int removeUser(Kind kind, String userKey) throws BearerException;

  /**
   * Removes all tokens of a kind, those that are added meanwhile included; returns how many had not
   * expired. Several steps; where it fails, some may have been removed.
   */
  int removeAll(Kind kind) throws BearerException;

  /**
   * The date by which revocations of JWTs are dated, in milliseconds since 1970. Servers that share
   * the store have one date, whatever their own clocks say.
   */
  long date() throws BearerException;

  /**
   * Makes all revocations that are dated after a moment of that moment: the date was set back to
   * it. They expire so much earlier, too. A store whose date does not come from this server's clock
   * does nothing.
   */
  void dateRevocationsBack(long latestMillis) throws BearerException;

  /**
   * Removes what has expired, the oldest first. JWTs as old as the revocations removed stay refused
   * even if the date is set back: {@link Kind#REVOKED_ALL} moves up to the newest of them.
   *
   * @param most of each kind; a bounded step
   * @return how many tokens
   */
  int purge(int most) throws BearerException;

  /** Removes all that has expired, in bounded steps; returns how many tokens. */
  default int purge() throws BearerException {
    int removed = 0;
    int step;
    do {
      step = purge(PURGE_STEP);
      removed += step;
    } while (step > 0);
    return removed;
  }

  /** How many tokens of a kind there are. */
  int count(Kind kind) throws BearerException;
}
