// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.time.Deadline;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Issues opaque tokens and verifies them by looking them up. Thread-safe. */
public final class OpaqueTokens implements AccessTokens {
  private final RandomToken random = new RandomToken();
  private final MemoryTokenStore<Held> store;
  private final Duration lifetime;
  private final ServerClock clock;

  /**
   * Tokens in a memory of their own.
   *
   * @param lifetime how long each token is good
   * @param maxTokens the most live tokens
   * @param maxTokensPerUser the most live tokens of one user
   */
  public OpaqueTokens(Duration lifetime, int maxTokens, int maxTokensPerUser, ServerClock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.store = MemoryTokenStore.byAge(maxTokens, maxTokensPerUser, clock);
  }

  @Override
  public Duration lifetime() {
    return lifetime;
  }

  /** A token, or a refusal where no more can be kept. */
  @Override
  public IssuedToken issue(Authorization grant) throws BearerException {
    BearerToken token =
        BearerToken.builder(grant.subject())
            .scopes(grant.scopes())
            .roles(grant.roles())
            .expiresAt(clock.instant().plus(lifetime))
            .build();
    String text = random.next();
    if (!store.add(TokenHash.of(text), new Held(token, grant, Deadline.after(lifetime, clock)))) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "the store is full of live tokens: raise maxTokens, or shorten accessTokenLifetime");
    }
    return new IssuedToken(text, token);
  }

  @Override
  public BearerToken verify(String token) throws BearerException {
    Held found = store.find(TokenHash.of(token));
    if (found == null) {
      throw new BearerException(BearerError.INVALID_TOKEN, "unknown, expired or revoked");
    }
    return found.token;
  }

  @Override
  public Revocation revoke(String text, @Nullable String clientId) {
    TokenHash hash = TokenHash.of(text);
    Held found = store.find(hash);
    if (found == null) {
      return Revocation.UNKNOWN;
    }
    if (!Revocation.isAllowed(found.clientId, clientId)) {
      return Revocation.OF_ANOTHER_CLIENT;
    }
    return store.remove(hash) ? Revocation.DONE : Revocation.UNKNOWN;
  }

  @Override
  public void revokeFamily(Authorization grant) {
    store.removeOf(grant.subject(), held -> grant.isOf(held.family));
  }

  @Override
  public int revokeUser(String name) {
    return store.removeOf(name, held -> true);
  }

  @Override
  public int revokeAll() {
    return store.removeAll();
  }

  @Override
  public int purge() {
    return store.purge();
  }

  @Override
  public int size() {
    return store.size();
  }

  /** A live token, and what it came of. */
  private static final class Held implements MemoryTokenStore.Entry {
    private final BearerToken token;
    private final Deadline end;
    private final String family;
    private final @Nullable String clientId;

    Held(BearerToken token, Authorization grant, Deadline end) {
      this.token = token;
      this.end = end;
      this.family = grant.family();
      this.clientId = grant.clientId();
    }

    @Override
    public String subject() {
      return token.subject();
    }

    @Override
    public Deadline end() {
      return end;
    }
  }
}
