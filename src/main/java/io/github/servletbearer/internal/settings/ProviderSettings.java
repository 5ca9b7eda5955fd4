// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The identity provider whose tokens are taken, and how it is asked. Immutable. */
public final class ProviderSettings {
  private final @Nullable String jwksIssuer;
  private final Set<String> jwksAudience;
  private final @Nullable String jwksUri;
  private final Set<String> jwksAlgorithms;
  private final Duration jwksMaxAge;
  private final Duration jwksStaleIfError;
  private final @Nullable String introspectionUri;
  private final @Nullable String introspectionClientId;
  private final @Nullable SecretReference introspectionClientSecret;
  private final @Nullable String introspectionIssuer;
  private final Set<String> introspectionAudience;
  private final Duration introspectionCacheLifetime;
  private final String userClaim;
  private final Set<String> scopeClaims;
  private final Set<String> roleClaims;

  ProviderSettings(SettingLookup shared) {
    jwksIssuer = shared.readOptional(Setting.JWKS_ISSUER, ValueParsers::issuer);
    jwksAudience = shared.read(Setting.JWKS_AUDIENCE, ValueParsers::list, Collections.emptySet());
    jwksUri = shared.readOptional(Setting.JWKS_URI, ValueParsers::address);
    jwksAlgorithms = shared.read(Setting.JWKS_ALGORITHMS, ValueParsers::algorithms);
    jwksMaxAge = shared.read(Setting.JWKS_MAX_AGE, ValueParsers::duration);
    jwksStaleIfError = shared.read(Setting.JWKS_STALE_IF_ERROR, ValueParsers::duration);
    introspectionUri = shared.readOptional(Setting.INTROSPECTION_URI, ValueParsers::address);
    introspectionClientId =
        shared.readOptional(Setting.INTROSPECTION_CLIENT_ID, ValueParsers::name);
    introspectionClientSecret =
        shared.readOptional(Setting.INTROSPECTION_CLIENT_SECRET, SecretReference::parse);
    introspectionIssuer = shared.readOptional(Setting.INTROSPECTION_ISSUER, ValueParsers::issuer);
    introspectionAudience =
        shared.read(Setting.INTROSPECTION_AUDIENCE, ValueParsers::list, Collections.emptySet());
    introspectionCacheLifetime =
        shared.read(Setting.INTROSPECTION_CACHE_LIFETIME, ValueParsers::durationOrOff);
    userClaim = shared.read(Setting.USER_CLAIM, ValueParsers::name);
    scopeClaims = shared.read(Setting.SCOPE_CLAIMS, ValueParsers::list);
    roleClaims = shared.read(Setting.ROLE_CLAIMS, ValueParsers::list);
  }

  /** The {@code iss} that its JWTs must have: set where a filter verifies by {@code jwks}. */
  public @Nullable String jwksIssuer() {
    return jwksIssuer;
  }

  /** Of which its JWTs' {@code aud} must hold one: set where a filter verifies by them. */
  public Set<String> jwksAudience() {
    return jwksAudience;
  }

  /** Where its keys are, or null where its metadata tells. */
  public @Nullable String jwksUri() {
    return jwksUri;
  }

  /** The signature algorithms that are taken, in the order in which keys without one get them. */
  public Set<String> jwksAlgorithms() {
    return jwksAlgorithms;
  }

  /** How old its keys may become before they are asked for again. */
  public Duration jwksMaxAge() {
    return jwksMaxAge;
  }

  /** How much older they may become while the provider cannot be reached. */
  public Duration jwksStaleIfError() {
    return jwksStaleIfError;
  }

  /** Where it is asked about a token: set where a filter verifies by {@code introspection}. */
  public @Nullable String introspectionUri() {
    return introspectionUri;
  }

  /** By which client it is asked. */
  public @Nullable String introspectionClientId() {
    return introspectionClientId;
  }

  /** Where that client's secret is. */
  public @Nullable SecretReference introspectionClientSecret() {
    return introspectionClientSecret;
  }

  /** The {@code iss} that its answers must have, or null where any will do. */
  public @Nullable String introspectionIssuer() {
    return introspectionIssuer;
  }

  /** Of which its answers' {@code aud} must hold one; empty where any will do. */
  public Set<String> introspectionAudience() {
    return introspectionAudience;
  }

  /** How long an answer is believed; zero asks each time. */
  public Duration introspectionCacheLifetime() {
    return introspectionCacheLifetime;
  }

  /** The claim with the user's name. */
  public String userClaim() {
    return userClaim;
  }

  /** The claims with scopes. */
  public Set<String> scopeClaims() {
    return scopeClaims;
  }

  /** The claims with roles. */
  public Set<String> roleClaims() {
    return roleClaims;
  }
}
