// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.provider.http.ProviderException;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.Claims;
import io.github.servletbearer.internal.token.jwt.JwtKind;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer about a token (RFC 7662 2.2): that it is active means only that the provider
 * issued it and has not revoked it. Immutable.
 */
final class IntrospectionResponse {
  /**
   * What providers say of an access token that needs no proof: the type that a token response has
   * (RFC 6749 5.1), or what RFC 8693 3 calls it.
   */
  private static final Set<String> TYPES =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "bearer", "access_token", "urn:ietf:params:oauth:token-type:access_token")));

  private final Claims claims;
  private final boolean active;

  private IntrospectionResponse(Claims claims, boolean active) {
    this.claims = claims;
    this.active = active;
  }

  /**
   * Reads an answer.
   *
   * @throws ProviderException if it is none: only the boolean {@code true} says that a token is
   *     valid, only {@code false} that it is not
   */
  static IntrospectionResponse parse(byte[] json, URI address) throws ProviderException {
    Claims claims;
    try {
      claims = Claims.parseWithoutNulls(json);
    } catch (BearerException e) {
      throw ProviderException.of(address, "answers no valid JSON; compare its address");
    }
    Object active = claims.asMap().get("active");
    if (!(active instanceof Boolean)) {
      throw ProviderException.of(
          address, "answers without a boolean \"active\"; compare its address");
    }
    return new IntrospectionResponse(claims, (Boolean) active);
  }

  /** The token, if it is one that may be accepted, or {@code INVALID_TOKEN}. */
  BearerToken token(Settings settings, ClaimNames names, long nowMillis) throws BearerException {
    if (!active) { // also of a token about which the client may not ask (RFC 7662 2.2)
      throw refused(
          "the provider says that it is not active, or not for the client of introspectionClientId");
    }
    checkType();
    checkIssuer(settings.find(Setting.INTROSPECTION_ISSUER));
    checkAudience(settings.get(Setting.INTROSPECTION_AUDIENCE));
    Instant end = claims.checkTimes(settings.get(Setting.CLOCK_SKEW).toMillis(), nowMillis);
    BearerToken.Builder token =
        BearerToken.builder(user(names))
            .scopes(claims.scopes(names))
            .roles(claims.roles(names))
            .claims(claims.asMap());
    if (end != null) {
      token.expiresAt(end);
    }
    String issuer = claims.string("iss");
    if (issuer != null) {
      token.issuer(issuer);
    }
    return token.build();
  }

  /** Providers answer for refresh and ID tokens, too. */
  private void checkType() throws BearerException {
    String type = claims.string("token_type");
    if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw refused("token_type is neither Bearer nor access_token");
    }
    JwtKind.requireAccessToken(claims, /* saysAccessToken= */ false);
    claims.checkUnbound();
  }

  private void checkIssuer(@Nullable String expected) throws BearerException {
    if (expected != null && !expected.equals(claims.string("iss"))) {
      throw refused("iss is not the expected issuer (introspectionIssuer)");
    }
  }

  private void checkAudience(Set<String> accepted) throws BearerException {
    if (!accepted.isEmpty() && !claims.namesOneOf(accepted, "aud")) {
      throw refused("aud names no accepted audience (introspectionAudience)");
    }
  }

  /** Some providers name the user in {@code username} alone (RFC 7662 2.2). */
  private String user(ClaimNames names) throws BearerException {
    List<String> users = new ArrayList<>(names.users());
    if (users.contains("sub")) {
      users.add("username");
    }
    return claims.user(users);
  }
}
