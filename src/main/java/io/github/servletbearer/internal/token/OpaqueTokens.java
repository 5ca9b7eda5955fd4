// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.UserKey;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opaque access tokens, which are valid while the store has their hash. Thread-safe. */
public final class OpaqueTokens implements AccessTokens {
  private final RandomToken random = new RandomToken();
  private final TokenStore store;
  private final Duration lifetime;
  private final Clock clock;

  /** Tokens in a store, each valid for this time. */
  public OpaqueTokens(Duration lifetime, TokenStore store, Clock clock) {
    this.lifetime = lifetime;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Duration lifetime() {
    return lifetime;
  }

  @Override
  public IssuedToken make(Authorization grant) {
    BearerToken token =
        BearerToken.builder(grant.subject())
            .scopes(grant.scopes())
            .roles(grant.roles())
            .expiresAt(clock.instant().plus(lifetime))
            .build();
    return new IssuedToken(random.next(), token);
  }

  @Override
  public void keep(IssuedToken token, Authorization grant) throws BearerException {
    long now = clock.millis();
    boolean isKept =
        store.add(
            StoredToken.access(
                token.hash(),
                token.token(),
                grant.clientId(),
                grant.family(),
                now,
                now + lifetime.toMillis()));
    if (!isKept) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "the store is full of live tokens: raise maxTokens, or shorten accessTokenLifetime");
    }
  }

  @Override
  public void discard(IssuedToken token) throws BearerException {
    store.remove(Kind.ACCESS, token.hash());
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    StoredToken found = store.find(Kind.ACCESS, token.hash());
    if (found == null) {
      throw new BearerException(BearerError.INVALID_TOKEN, "unknown, expired or revoked");
    }
    return found.token();
  }

  @Override
  public Revocation revoke(String text, @Nullable String clientId) throws BearerException {
    TokenHash hash = TokenHash.of(text);
    StoredToken found = store.find(Kind.ACCESS, hash);
    if (found == null) {
      return Revocation.UNKNOWN;
    }
    if (!Revocation.isAllowed(found.clientId(), clientId)) {
      return Revocation.OF_ANOTHER_CLIENT;
    }
    return store.remove(Kind.ACCESS, hash) ? Revocation.DONE : Revocation.UNKNOWN;
  }

  @Override
  public void revokeFamily(Authorization grant) throws BearerException {
    store.removeFamily(Kind.ACCESS, grant.userKey(), grant.family());
  }

  @Override
  public int revokeUser(String name) throws BearerException {
    return store.removeUser(Kind.ACCESS, UserKey.of(name));
  }

  @Override
  public int revokeAll() throws BearerException {
    return store.removeAll(Kind.ACCESS);
  }

  @Override
  public int purge() throws BearerException {
    return store.purge();
  }

  @Override
  public int size() throws BearerException {
    return store.count(Kind.ACCESS);
  }
}
