// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.provider.http.ClientSecret;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask for a word on tokens, as whom, and what the word must say. Immutable; {@code
 * toString} shows no secret.
 */
public final class IntrospectionConfig {
  private static final Duration CACHE = Duration.ofSeconds(30);

  private final URI address;
  private final ClientSecret client;
  private final ClaimNames names;
  private final @Nullable String issuer;
  private final Set<String> audiences;
  private final Duration skew;
  private final Duration cache;

  private IntrospectionConfig(
      URI address,
      ClientSecret client,
      ClaimNames names,
      @Nullable String issuer,
      Set<String> audiences,
      Duration skew,
      Duration cache) {
    this.address = address;
    this.client = client;
    this.names = names;
    this.issuer = issuer;
    this.audiences = audiences;
    this.skew = skew;
    this.cache = cache;
    if (skew.isNegative() || cache.isNegative()) {
      throw new IllegalArgumentException("a time cannot be negative");
    }
  }

  /**
   * Any issuer and audience, clocks alike, and answers used for 30 seconds.
   *
   * @param address the provider's introspection endpoint (RFC 7662 2)
   * @param clientId by what name the provider knows this application
   * @param clientSecret its secret; never logged
   * @param names where user, scopes and roles are found; the user is {@code sub} in general
   */
  public static IntrospectionConfig of(
      URI address, String clientId, String clientSecret, ClaimNames names) {
    return new IntrospectionConfig(
        address,
        ClientSecret.of(clientId, clientSecret),
        names,
        null,
        Collections.emptySet(),
        Duration.ZERO,
        CACHE);
  }

  /** The same for tokens of this {@code iss} alone. */
  public IntrospectionConfig withIssuer(String exactly) {
    return new IntrospectionConfig(address, client, names, exactly, audiences, skew, cache);
  }

  /** The same for tokens that name one of these in {@code aud}; of any audience if empty. */
  public IntrospectionConfig withAudiences(Collection<String> accepted) {
    Set<String> copy = Collections.unmodifiableSet(new LinkedHashSet<>(accepted));
    return new IntrospectionConfig(address, client, names, issuer, copy, skew, cache);
  }

  /** The same with clocks that may differ by so much. */
  public IntrospectionConfig withSkew(Duration most) {
    return new IntrospectionConfig(address, client, names, issuer, audiences, most, cache);
  }

  /** The same with answers that are used for so long, a token's end permitting; zero: never. */
  public IntrospectionConfig withCache(Duration lifetime) {
    return new IntrospectionConfig(address, client, names, issuer, audiences, skew, lifetime);
  }

  /** The provider's endpoint. */
  URI address() {
    return address;
  }

  /** Who asks. */
  ClientSecret client() {
    return client;
  }

  /** Where user, scopes and roles are found. */
  ClaimNames names() {
    return names;
  }

  /** The exact {@code iss}, or null where none is asked for. */
  @Nullable String issuer() {
    return issuer;
  }

  /** Accepted audiences, unmodifiable; empty where none is asked for. */
  Set<String> audiences() {
    return audiences;
  }

  /** By how much clocks may differ. */
  Duration skew() {
    return skew;
  }

  /** For how long an answer is used. */
  Duration cache() {
    return cache;
  }

  @Override
  public String toString() {
    return "IntrospectionConfig[" + address.getHost() + ", " + client + "]";
  }
}
