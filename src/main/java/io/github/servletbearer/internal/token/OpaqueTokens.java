// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** Issues opaque tokens and verifies them by looking them up. Thread-safe. */
public final class OpaqueTokens implements TokenIssuer, TokenVerifier {
  private final RandomToken random = new RandomToken();
  private final MemoryTokenStore store;
  private final Duration lifetime;
  private final Clock clock;

  /**
   * Tokens in a memory of their own.
   *
   * @param lifetime how long each token is good
   * @param maxTokens the most live tokens
   * @param maxTokensPerUser the most live tokens of one user
   */
  public OpaqueTokens(Duration lifetime, int maxTokens, int maxTokensPerUser, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.store = new MemoryTokenStore(maxTokens, maxTokensPerUser, clock);
  }

  @Override
  public Duration lifetime() {
    return lifetime;
  }

  /** A token, or a refusal where no more can be kept. */
  @Override
  public IssuedToken issue(String subject, Collection<String> scopes, Collection<String> roles)
      throws BearerException {
    BearerToken token =
        BearerToken.builder(subject)
            .scopes(scopes)
            .roles(roles)
            .expiresAt(clock.instant().plus(lifetime))
            .build();
    String text = random.next();
    if (!store.add(TokenHash.of(text), token)) {
      throw new BearerException(BearerError.UNAVAILABLE, "the store is full of live tokens");
    }
    return new IssuedToken(text, token);
  }

  @Override
  public BearerToken verify(String token) throws BearerException {
    BearerToken found = store.find(TokenHash.of(token));
    if (found == null) {
      throw new BearerException(BearerError.INVALID_TOKEN, "unknown or expired");
    }
    return found;
  }
}
