// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.token.AccessTokens;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.Revocation;
import io.github.servletbearer.internal.token.TokenIssuer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * JWTs of our own that can be ended before their time, by remembering which ones are refused. That
 * is asked at every request, after the verifier, which may therefore remember good tokens.
 * Thread-safe.
 */
public final class JwtTokens implements AccessTokens {
  /** The claim that names the token (RFC 7519 4.1.7). */
  static final String ID = "jti";

  /** The claim that names the login of which the token comes, {@link Authorization#family}. */
  static final String FAMILY = "sid";

  /** The claim that tells when the token was issued, in whole seconds (RFC 7519 4.1.6). */
  static final String ISSUED_AT = "iat";

  /** The claim that names the client, or {@link Authorization#FIRST_PARTY} (RFC 9068 2.2). */
  static final String CLIENT = "client_id";

  private final TokenIssuer issuer;
  private final TokenVerifier verifier;
  private final RevokedJwts revoked;

  /**
   * Tokens of one issuer.
   *
   * @param issuer puts all four claims into each token
   * @param verifier of this issuer's tokens, and of no others; the claims are among what it answers
   */
  public JwtTokens(TokenIssuer issuer, TokenVerifier verifier, RevokedJwts revoked) {
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
   * count seconds, so it could not be told from those.
   */
  @Override
  public IssuedToken issue(Authorization grant) throws BearerException {
    IssuedToken issued = issuer.issue(grant);
    if (revoked.isRevoked(issued.token())) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "the user's tokens were revoked just now: try again in a second");
    }
    return issued;
  }

  @Override
  public BearerToken verify(String text) throws BearerException {
    BearerToken token = verifier.verify(text);
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
    Object owner = token.claims().get(CLIENT);
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
  public int revokeAll() {
    revoked.revokeAll();
    return 0;
  }

  @Override
  public int purge() {
    return revoked.purge();
  }

  @Override
  public int size() {
    return -1;
  }
}
