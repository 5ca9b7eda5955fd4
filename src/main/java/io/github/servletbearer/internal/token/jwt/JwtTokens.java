// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.token.AccessTokens;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.HashedTokenVerifier;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.PresentedToken;
import io.github.servletbearer.internal.token.Revocation;
import io.github.servletbearer.internal.token.TokenIssuer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The application's own JWTs, which can be revoked: the store has those that are refused. It is
 * asked at every request, after the verifier, which may therefore remember valid tokens.
 * Thread-safe.
 */
public final class JwtTokens implements AccessTokens {
  private final TokenIssuer issuer;
  private final HashedTokenVerifier verifier;
  private final RevokedJwts revoked;

  /**
   * @param issuer puts all four claims of {@link JwtIssuer} into each token
   * @param verifier of this issuer's tokens, and of no others; its answer has the claims
   */
  public JwtTokens(TokenIssuer issuer, HashedTokenVerifier verifier, RevokedJwts revoked) {
    this.issuer = issuer;
    this.verifier = verifier;
    this.revoked = revoked;
  }

  @Override
  public Duration lifetime() {
    return issuer.lifetime();
  }

  /**
   * A token, or a refusal in the very second in which all tokens of the user were revoked: JWTs
   * count seconds, so it could not be distinguished from those. Where servers share the store, that
   * takes as long as their clocks may differ.
   */
  @Override
  public IssuedToken make(Authorization grant) throws BearerException {
    IssuedToken issued = issuer.issue(grant);
    if (revoked.isRevoked(issued.token())) {
      String seconds = Long.toString(revoked.secondsWithoutTokens());
      throw new BearerException(
              BearerError.UNAVAILABLE,
              "the user's tokens were revoked just now: try again in " + seconds + " s")
          .withHeader("Retry-After", seconds);
    }
    return issued;
  }

  /** Nothing is kept of a JWT. */
  @Override
  public void keep(IssuedToken token, Authorization grant) {}

  /** What has revoked the login refuses this token, too: it was made before. */
  @Override
  public void discard(IssuedToken token) {}

  @Override
  public BearerToken verify(PresentedToken presented) throws BearerException {
    BearerToken token = verifier.verify(presented);
    if (revoked.isRevoked(token)) {
      throw new BearerException(BearerError.INVALID_TOKEN, "revoked");
    }
    return token;
  }

  @Override
  public Revocation revoke(String text, @Nullable String clientId) throws BearerException {
    BearerToken token;
    try {
      token = verify(text);
    } catch (BearerException e) {
      if (e.error() == BearerError.INVALID_TOKEN) {
        return Revocation.UNKNOWN;
      }
      throw e;
    }
    Object owner = token.claims().get(JwtIssuer.CLIENT);
    boolean isClients = owner instanceof String && !owner.equals(Authorization.FIRST_PARTY);
    if (!Revocation.isAllowed(isClients ? (String) owner : null, clientId)) {
      return Revocation.OF_ANOTHER_CLIENT;
    }
    revoked.revoke(token);
    return Revocation.DONE;
  }

  @Override
  public void revokeFamily(Authorization grant) throws BearerException {
    revoked.revokeFamily(grant);
  }

  @Override
  public int revokeUser(String name) throws BearerException {
    revoked.revokeUser(name);
    return 0;
  }

  @Override
  public int revokeAll() throws BearerException {
    revoked.revokeAll();
    return 0;
  }

  @Override
  public int purge() throws BearerException {
    return revoked.purge();
  }

  @Override
  public int size() {
    return -1;
  }
}
