// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.settings.value.SecretReference;
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
import io.github.servletbearer.internal.token.store.TokenStore;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our own tokens: what issues and verifies them, and the keys to publish. */
final class OwnTokens {
  private static final byte[] NO_KEYS = "{\"keys\":[]}\n".getBytes(StandardCharsets.US_ASCII);

  private final IssuedTokens tokens;
  private final @Nullable ValidTokenCache<?> remembered;
  private final byte[] publicJwks;

  private OwnTokens(
      AccessTokens access,
      @Nullable ValidTokenCache<?> remembered,
      Settings settings,
      TokenStore store,
      ServerClock clock,
      byte[] publicJwks) {
    this.remembered = remembered;
    RefreshTokens refresh =
        new RefreshTokens(
            settings.get(Setting.REFRESH_TOKEN_LIFETIME),
            settings.get(Setting.REFRESH_TOKEN_IDLE_LIFETIME),
            store,
            clock);
    boolean refreshes = settings.offeredGrants().contains(GrantType.REFRESH_TOKEN);
    this.tokens = new IssuedTokens(access, refreshes ? refresh : null);
    this.publicJwks = publicJwks;
  }

  /** Creates them; keys that cannot be used are a problem, and the tokens are opaque then. */
  static OwnTokens create(Settings settings, Secrets secrets, TokenStore store, ServerClock clock) {
    SigningKeys keys =
        settings.get(Setting.TOKEN_FORMAT) == TokenFormat.JWT ? loadKeys(settings, secrets) : null;
    return keys == null ? opaque(settings, store, clock) : jwt(settings, keys, store, clock);
  }

  private static OwnTokens jwt(
      Settings settings, SigningKeys keys, TokenStore store, ServerClock clock) {
    String issuer = settings.get(Setting.ISSUER);
    String audience = settings.get(Setting.AUDIENCE);
    Duration skew = settings.get(Setting.CLOCK_SKEW);
    Duration lifetime = settings.get(Setting.ACCESS_TOKEN_LIFETIME);
    JwtRules rules = JwtRules.ofOwn(issuer, audience, skew);
    JwtVerifier verifier =
        new JwtVerifier(
            rules,
            KeySource.of(keys.verificationKeys()),
            settings.get(Setting.MAX_CACHED_TOKENS),
            clock);
    Duration kept = lifetime.plus(skew);
    RevokedJwts revoked =
        settings.get(Setting.STORE).jndiName() == null
            ? RevokedJwts.ofOneServer(kept, store, clock)
            : RevokedJwts.ofSeveralServers(kept, skew, store, clock);
    return new OwnTokens(
        new JwtTokens(
            new JwtIssuer(
                keys,
                issuer,
                audience,
                lifetime,
                settings.get(Setting.MAX_TOKEN_LENGTH),
                revoked::nextMark),
            verifier,
            revoked),
        verifier.remembered(),
        settings,
        store,
        clock,
        keys.publicJwks());
  }

  private static OwnTokens opaque(Settings settings, TokenStore store, ServerClock clock) {
    return new OwnTokens(
        new OpaqueTokens(settings.get(Setting.ACCESS_TOKEN_LIFETIME), store, clock),
        null,
        settings,
        store,
        clock,
        NO_KEYS);
  }

  private static @Nullable SigningKeys loadKeys(Settings settings, Secrets secrets) {
    List<byte[]> sources = new ArrayList<>();
    for (SecretReference reference : settings.get(Setting.SIGNING_KEY)) {
      byte[] source = secrets.bytes(Setting.SIGNING_KEY, reference);
      if (source == null) {
        return null;
      }
      sources.add(source);
    }
    SecretReference reference = settings.find(Setting.SIGNING_KEY_PASSWORD);
    String password =
        reference == null ? null : secrets.text(Setting.SIGNING_KEY_PASSWORD, reference);
    try {
      return SigningKeys.load(sources, password == null ? null : password.toCharArray());
    } catch (JoseException e) {
      secrets.unusable(Setting.SIGNING_KEY, String.valueOf(e.getMessage()));
      return null;
    }
  }

  IssuedTokens tokens() {
    return tokens;
  }

  /** Where verified ones are remembered, or null where they are opaque. */
  @Nullable ValidTokenCache<?> remembered() {
    return remembered;
  }

  /** The JWK Set of their public keys; without keys where they are opaque. */
  byte[] publicJwks() {
    return publicJwks;
  }
}
