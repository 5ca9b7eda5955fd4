// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.RandomToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that say of themselves what a JWT says, so that what is done with the claims shows. */
public final class FakeJwts implements TokenIssuer, HashedTokenVerifier {
  private final RandomToken random = new RandomToken();
  private final Map<String, BearerToken> issued = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration lifetime;

  /** What the next issue fails with. */
  volatile Exception failure;

  public FakeJwts(Duration lifetime, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public Duration lifetime() {
    return lifetime;
  }

  @Override
  public IssuedToken issue(Authorization grant) throws BearerException {
    Exception failure = this.failure;
    if (failure instanceof BearerException refusal) {
      throw refusal;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    BearerToken token =
        BearerToken.builder(grant.subject())
            .scopes(grant.scopes())
            .roles(grant.roles())
            .expiresAt(now.plus(lifetime))
            .claims(
                Map.of(
                    "jti",
                    random.next(),
                    "sid",
                    grant.family(),
                    "iat",
                    now.getEpochSecond(),
                    "client_id",
                    grant.clientId() == null ? Authorization.FIRST_PARTY : grant.clientId()))
            .build();
    String text = "head." + random.next() + ".signature";
    issued.put(text, token);
    return new IssuedToken(text, token);
  }

  @Override
  public BearerToken verify(PresentedToken presented) throws BearerException {
    BearerToken token = issued.get(presented.text());
    if (token == null || token.hasExpired(clock.millis())) {
      throw new BearerException(BearerError.INVALID_TOKEN, "unknown or expired");
    }
    return token;
  }
}
