// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose keys are fetched, from where, and how long they are good. Immutable. */
public final class JwkSetConfig {
  private final String issuer;
  private final @Nullable URI jwksUri;
  private final Set<JwsAlgorithm> allowed;
  private final Duration maxAge;
  private final Duration staleIfError;

  private JwkSetConfig(
      String issuer,
      @Nullable URI jwksUri,
      Set<JwsAlgorithm> allowed,
      Duration maxAge,
      Duration staleIfError) {
    this.issuer = issuer;
    this.jwksUri = jwksUri;
    this.allowed = Collections.unmodifiableSet(new LinkedHashSet<>(allowed));
    this.maxAge = maxAge;
    this.staleIfError = staleIfError;
    if (issuer.isEmpty() || allowed.isEmpty()) {
      throw new IllegalArgumentException("keys are those of one issuer, for named algorithms");
    }
    if (maxAge.isNegative() || maxAge.isZero() || staleIfError.isNegative()) {
      throw new IllegalArgumentException("keys cannot be good for no time at all");
    }
  }

  /**
   * Keys that are fetched anew every 15 minutes, and serve an hour longer while that fails.
   *
   * @param issuer the exact {@code iss} of the tokens
   * @param jwksUri where the keys are, or null to look that up in the issuer's metadata
   * @param allowed the algorithms, in the order in which a key without {@code alg} takes the first
   *     that fits it
   * @throws IllegalArgumentException if the issuer or the algorithms are empty
   */
  public static JwkSetConfig of(String issuer, @Nullable URI jwksUri, Set<JwsAlgorithm> allowed) {
    return new JwkSetConfig(issuer, jwksUri, allowed, Duration.ofMinutes(15), Duration.ofHours(1));
  }

  /** The same with another age, above zero, at which keys are fetched anew. */
  public JwkSetConfig withMaxAge(Duration age) {
    return new JwkSetConfig(issuer, jwksUri, allowed, age, staleIfError);
  }

  /** The same with another time, or none, for which older keys serve while no newer can be had. */
  public JwkSetConfig withStaleIfError(Duration time) {
    return new JwkSetConfig(issuer, jwksUri, allowed, maxAge, time);
  }

  /** Whose keys. */
  public String issuer() {
    return issuer;
  }

  /** Where they are, or null. */
  @Nullable URI jwksUri() {
    return jwksUri;
  }

  /** What they may be used with, in order; unmodifiable. */
  Set<JwsAlgorithm> allowed() {
    return allowed;
  }

  /** The age at which they are fetched anew. */
  Duration maxAge() {
    return maxAge;
  }

  /** For how long they serve beyond that age while no newer can be had. */
  Duration staleIfError() {
    return staleIfError;
  }
}
