// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Issues JWTs (RFC 9068), which every server with the public key can verify by itself. Nothing is
 * kept of them. Thread-safe.
 */
public final class JwtIssuer implements TokenIssuer {
  /** The claim that names the token (RFC 7519 4.1.7). */
  static final String ID = "jti";

  /** The claim that names the login that the token comes of, {@link Authorization#family}. */
  static final String FAMILY = "sid";

  /** The claim that says when the token was issued, in whole seconds (RFC 7519 4.1.6). */
  static final String ISSUED_AT = "iat";

  /** The claim that names the client, or {@link Authorization#FIRST_PARTY} (RFC 9068 2.2). */
  static final String CLIENT = "client_id";

  private final SigningKeys keys;
  private final String issuer;
  private final String audience;
  private final Duration lifetime;
  private final int maxLength;
  private final Marks marks;

  /** Gives each token its time and id. Thread-safe. */
  public interface Marks {
    /** The mark of the next token, or {@code UNAVAILABLE} when none can be given now. */
    IssueMark next() throws BearerException;
  }

  /**
   * An issuer. {@link JwtRules#ofOwn} with the same issuer and audience takes what it makes.
   *
   * @param keys the first of them signs
   * @param issuer the {@code iss} of each token, as configured: never taken from a request
   * @param audience the {@code aud} of each token
   * @param lifetime how long each token is valid, in whole seconds
   * @param maxLength the longest token that is issued, in characters
   * @param marks when each token is made, and its id: {@link RevokedJwts#nextMark}
   */
  public JwtIssuer(
      SigningKeys keys,
      String issuer,
      String audience,
      Duration lifetime,
      int maxLength,
      Marks marks) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.lifetime = lifetime;
    this.maxLength = maxLength;
    this.marks = marks;
  }

  @Override
  public Duration lifetime() {
    return lifetime;
  }

  /**
   * A token, or a refusal where it could not be used: without a proper user's name, or too long.
   */
  @Override
  public IssuedToken issue(Authorization grant) throws BearerException {
    String subject = grant.subject();
    if (!Claims.isUserName(subject)) {
      throw unavailable(
          "the user's name " + Claims.USER_NAME_RULE + ": give the user another name");
    }
    IssueMark mark = marks.next();
    Instant end = Instant.ofEpochSecond(mark.second()).plus(lifetime);
    Map<String, Object> claims = claims(grant, mark, end);
    String text = keys.sign("at+jwt", claims);
    if (text.length() > maxLength) {
      throw unavailable(
          "the token would be longer than "
              + maxLength
              + " characters: the user has too many scopes and roles; name fewer in the settings, raise maxTokenLength, or issue opaque tokens");
    }
    BearerToken token =
        BearerToken.builder(subject)
            .issuer(issuer)
            .scopes(grant.scopes())
            .roles(grant.roles())
            .expiresAt(end)
            .claims(claims)
            .build();
    return new IssuedToken(text, token);
  }

  /** RFC 9068 2.2; {@code sid} names the login, so that all its tokens can be ended together. */
  private Map<String, Object> claims(Authorization grant, IssueMark mark, Instant end) {
    String clientId = grant.clientId();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", grant.subject());
    claims.put("aud", audience);
    claims.put(CLIENT, clientId == null ? Authorization.FIRST_PARTY : clientId);
    claims.put(ISSUED_AT, mark.second());
    claims.put("exp", end.getEpochSecond());
    claims.put(ID, mark.id());
    claims.put(FAMILY, grant.family());
    if (!grant.scopes().isEmpty()) {
      claims.put("scope", String.join(" ", grant.scopes()));
    }
    if (!grant.roles().isEmpty()) {
      claims.put("roles", Collections.unmodifiableList(new ArrayList<>(grant.roles())));
    }
    return claims;
  }

  private static BearerException unavailable(String reason) {
    return new BearerException(BearerError.UNAVAILABLE, reason);
  }
}
