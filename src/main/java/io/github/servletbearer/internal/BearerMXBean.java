// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import java.util.Map;

/**
 * What JMX shows of one application, and what can be done to its tokens there. Numbers count from
 * the start of the application. Public because JMX calls it, not because code should.
 */
public interface BearerMXBean {
  /** How many requests were let through, each by the first filter that judged it. */
  long getAccepted();

  /** How many requests the filters and the token endpoint refused, by name of the reason. */
  Map<String, Long> getRefusedByReason();

  /**
   * How many requests filters with {@code reportOnly} would have refused, by method, path and
   * reason; ids in paths are an asterisk.
   */
  Map<String, Long> getReportedRefusals();

  /** How many tokens were issued for logins. */
  long getIssued();

  /** How many refresh tokens were exchanged for new tokens. */
  long getRefreshed();

  /** How many tokens were revoked. */
  long getRevoked();

  /** How many logins were refused because of others before them. */
  long getThrottled();

  /** How many refresh tokens came a second time, so that their logins were ended. */
  long getReused();

  /** How many live access tokens are held, or -1 for JWTs, which are not held. */
  int getLiveTokens();

  /** How many live refresh tokens are held. */
  int getLiveRefreshTokens();

  /** How often a JWT had been verified before, so that its signature was not checked again. */
  long getCacheHits();

  /** How often a JWT's signature had to be checked. */
  long getCacheMisses();

  /**
   * Ends all tokens of a user.
   *
   * @return how many; JWTs are not counted
   * @throws IllegalStateException if they cannot be ended now; they live on
   * @throws IllegalArgumentException if no user is named
   */
  int revokeUser(String user);

  /**
   * Ends the tokens of all users.
   *
   * @return how many; JWTs are not counted
   */
  int revokeAll();

  /**
   * Drops what is kept of expired tokens, which happens by itself as well.
   *
   * @return how many entries
   */
  int purge();
}
