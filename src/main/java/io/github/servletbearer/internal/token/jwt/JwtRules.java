// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JWT must contain to be accepted: its issuer, audience and type, and the claims of user,
 * scopes and roles. All of it comes from the configuration, never from a request (RFC 8414 3.3).
 * Immutable.
 */
public final class JwtRules {
  private static final Duration MAX_SKEW = Duration.ofMinutes(2);
  private static final ClaimNames OWN_CLAIMS =
      ClaimNames.of(
          Collections.singleton("sub"),
          Collections.singleton("scope"),
          Collections.singleton("roles"));

  private final String issuer;
  private final Set<String> audiences;
  private final ClaimNames names;
  private final boolean isOwn;
  private final Duration skew;

  private JwtRules(
      String issuer, Collection<String> audiences, ClaimNames names, boolean isOwn, Duration skew) {
    this.issuer = issuer;
    this.audiences = Collections.unmodifiableSet(new LinkedHashSet<>(audiences));
    this.names = names;
    this.isOwn = isOwn;
    this.skew = skew;
    if (issuer.isEmpty() || audiences.isEmpty() || audiences.contains("")) {
      throw new IllegalArgumentException("a JWT is accepted from one issuer, for a named audience");
    }
    if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
      throw new IllegalArgumentException("clocks may differ by 0 to 120 seconds");
    }
  }

  /**
   * Rules for the access tokens of an identity provider. Many providers give no type, or a plain
   * "JWT"; any other type than these and {@code at+jwt} is refused: such a JWT is no access token.
   *
   * @param issuer the exact {@code iss}
   * @param audiences one of them must be in {@code aud}
   * @param skew by how much the clocks may differ, 0 to 120 seconds
   * @throws IllegalArgumentException if issuer or audience is missing or the skew is too large
   */
  public static JwtRules ofProvider(
      String issuer, Collection<String> audiences, ClaimNames names, Duration skew) {
    return new JwtRules(issuer, audiences, names, false, skew);
  }

  /**
   * Rules for tokens that {@link JwtIssuer} issues; {@code at+jwt} is required (RFC 9068 4).
   *
   * @param skew by how much the clocks of a cluster may differ, 0 to 120 seconds
   * @throws IllegalArgumentException if issuer or audience is missing or the skew is too large
   */
  public static JwtRules ofOwn(String issuer, String audience, Duration skew) {
    return new JwtRules(issuer, Collections.singleton(audience), OWN_CLAIMS, true, skew);
  }

  /** The exact {@code iss}. */
  public String issuer() {
    return issuer;
  }

  /** The accepted audiences; unmodifiable. */
  Set<String> audiences() {
    return audiences;
  }

  ClaimNames names() {
    return names;
  }

  /** Whether these are tokens of our own token endpoint. */
  boolean isOwn() {
    return isOwn;
  }

  /** The setting that names the issuer, for the log. */
  String issuerSetting() {
    return isOwn ? "issuer" : "jwksIssuer";
  }

  /** The setting that names the audience, for the log. */
  String audienceSetting() {
    return isOwn ? "audience" : "jwksAudience";
  }

  /** By how much the clocks may differ. */
  Duration skew() {
    return skew;
  }

  /** Whether this {@code typ}, which is allowed, is that of an access token (RFC 9068 2.1). */
  private static boolean isAccessTokenType(@Nullable String type) {
    return type != null && !type.equalsIgnoreCase("JWT");
  }

  /** Whether tokens of this {@code typ} are accepted, in upper or lower case (RFC 7515 4.1.9). */
  private boolean allowsType(@Nullable String type) {
    if (type == null) {
      return !isOwn;
    }
    switch (type.toLowerCase(Locale.ROOT)) {
      case "at+jwt":
      case "application/at+jwt":
        return true;
      case "jwt":
        return !isOwn;
      default:
        return false;
    }
  }

  /** An ID token, a logout token or a client's assertion is no access token (RFC 8725 3.11). */
  void checkType(@Nullable String type, Claims claims) throws BearerException {
    if (!allowsType(type)) {
      throw refused("typ is not that of an access token");
    }
    JwtKind.requireAccessToken(claims, isAccessTokenType(type));
  }

  /** One accepted audience among others is enough (RFC 7519 4.1.3). */
  void checkAudience(Claims claims) throws BearerException {
    String claim = claims.first(names.audience());
    if (claim == null || !claims.namesOneOf(audiences, claim)) {
      throw refused(
          claim == null
              ? "no audience: the token has none of the claims of jwksAudienceClaims, "
                  + names.audience()
              : claim + " names no accepted audience (" + audienceSetting() + ")");
    }
  }

  /** Checks the times, and returns the end of the token with the skew. */
  Instant checkTimes(Claims claims, long nowMillis) throws BearerException {
    Instant end = claims.checkTimes(skew.toMillis(), nowMillis);
    if (end == null) {
      throw refused("exp is missing");
    }
    return end;
  }
}
