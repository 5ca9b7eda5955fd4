// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.settings.GrantSettings;
import io.github.servletbearer.internal.settings.SecretReference;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.SigningSettings;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.AccessTokens;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.jwt.JwtIssuer;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtTokens;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.KeySource;
import io.github.servletbearer.internal.token.jwt.RevokedJwts;
import io.github.servletbearer.internal.token.jwt.VerifiedTokens;
import io.github.servletbearer.internal.token.store.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of our own: who issues them, who verifies them, and the keys to publish. */
final class OwnTokens {
  private static final byte[] NO_KEYS =
      Json.line(Collections.singletonMap("keys", Collections.emptyList()));

  private final IssuedTokens tokens;
  private final @Nullable VerifiedTokens remembered;
  private final byte[] publicJwks;

  private OwnTokens(
      AccessTokens access,
      @Nullable VerifiedTokens remembered,
      Settings settings,
      TokenStore store,
      ServerClock clock,
      byte[] publicJwks) {
    this.remembered = remembered;
    GrantSettings grants = settings.grants();
    RefreshTokens refresh =
        new RefreshTokens(
            grants.refreshTokenLifetime(), grants.refreshTokenIdleLifetime(), store, clock);
    this.tokens = new IssuedTokens(access, grants.canRefresh() ? refresh : null);
    this.publicJwks = publicJwks;
  }

  /** As the settings say; where their keys cannot be used, that is a problem, and opaque. */
  static OwnTokens of(Settings settings, Secrets secrets, TokenStore store, ServerClock clock) {
    SigningSettings signing = settings.signing();
    String name = signing.issuer();
    String audience = signing.audience();
    SigningKeys keys = signing.isJwt() ? keys(signing, secrets) : null;
    if (keys == null || name == null || audience == null) {
      return opaque(settings, store, clock);
    }
    VerifiedTokens remembered = new VerifiedTokens(settings.maxCachedTokens());
    JwtRules rules = JwtRules.ofOwn(name, audience, settings.clockSkew());
    Duration lifetime = settings.accessTokenLifetime();
    RevokedJwts revoked = new RevokedJwts(lifetime.plus(settings.clockSkew()), store, clock);
    return new OwnTokens(
        new JwtTokens(
            new JwtIssuer(keys, name, audience, lifetime, revoked::nextMark),
            new JwtVerifier(rules, KeySource.of(keys.verificationKeys()), remembered, clock),
            revoked),
        remembered,
        settings,
        store,
        clock,
        keys.publicJwks());
  }

  private static OwnTokens opaque(Settings settings, TokenStore store, ServerClock clock) {
    return new OwnTokens(
        new OpaqueTokens(settings.accessTokenLifetime(), store, clock),
        null,
        settings,
        store,
        clock,
        NO_KEYS);
  }

  private static @Nullable SigningKeys keys(SigningSettings signing, Secrets secrets) {
    List<byte[]> sources = new ArrayList<>();
    for (SecretReference reference : signing.keys()) {
      byte[] source = secrets.bytes(Setting.SIGNING_KEY, reference);
      if (source == null) {
        return null;
      }
      sources.add(source);
    }
    SecretReference reference = signing.keyPassword();
    String password =
        reference == null ? null : secrets.text(Setting.SIGNING_KEY_PASSWORD, reference);
    try {
      return SigningKeys.load(sources, password == null ? null : password.toCharArray());
    } catch (JoseException e) {
      secrets.unusable(Setting.SIGNING_KEY, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Makes, knows and ends them. */
  IssuedTokens tokens() {
    return tokens;
  }

  /** Where those that were found good are remembered, or null where they are opaque. */
  @Nullable VerifiedTokens remembered() {
    return remembered;
  }

  /** The JWK Set of their public keys; without keys where they are opaque. */
  byte[] publicJwks() {
    return publicJwks;
  }
}
