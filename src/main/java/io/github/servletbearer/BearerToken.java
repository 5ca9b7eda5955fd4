// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A verified token: its subject, scopes, roles and end. Created by a {@link TokenVerifier}; it does
 * not contain the token's text, so it may be logged.
 *
 * <p>Immutable. The filter stores it as request attribute {@link #ATTRIBUTE}.
 */
public final class BearerToken {
  /** Name of the request attribute that holds the verified token. */
  public static final String ATTRIBUTE = "io.github.servletbearer.BearerToken";

  private final String subject;
  private final @Nullable String issuer;
  private final Set<String> scopes;
  private final Set<String> roles;
  private final @Nullable Instant expiresAt;
  private final long expiresAtMillis;
  private final Map<String, Object> claims;

  private BearerToken(Builder builder) {
    subject = builder.subject;
    issuer = builder.issuer;
    scopes = copy(builder.scopes);
    roles = copy(builder.roles);
    expiresAt = builder.expiresAt;
    expiresAtMillis = millis(builder.expiresAt);
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(builder.claims));
  }

  /** Most tokens have one scope or none, which saves memory where many tokens are kept. */
  private static Set<String> copy(Collection<String> names) {
    switch (names.size()) {
      case 0:
        return Collections.emptySet();
      case 1:
        return Collections.singleton(names.iterator().next());
      default:
        return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }
  }

  /**
   * Starts a token.
   *
   * @param subject whose token it is (RFC 7519 4.1.2)
   * @return its builder
   * @throws IllegalArgumentException if the subject is empty
   */
  public static Builder builder(String subject) {
    return new Builder(subject);
  }

  /**
   * Finds the token that a filter verified.
   *
   * @param request a request behind the filter
   * @return its verified token, or null where no filter verified one
   */
  public static @Nullable BearerToken from(ServletRequest request) {
    Object value = request.getAttribute(ATTRIBUTE);
    return value instanceof BearerToken ? (BearerToken) value : null;
  }

  /** {@return the subject: the name that {@code getRemoteUser} returns} */
  public String subject() {
    return subject;
  }

  /**
   * The issuer. One subject of two issuers may be two people.
   *
   * @return the issuer (RFC 7519 4.1.1), or null for opaque tokens of the application
   */
  public @Nullable String issuer() {
    return issuer;
  }

  /** {@return the scopes granted, in the order they were granted; unmodifiable} */
  public Set<String> scopes() {
    return scopes;
  }

  /** {@return the roles for which {@code isUserInRole} returns true; unmodifiable} */
  public Set<String> roles() {
    return roles;
  }

  /** {@return the moment from which the token is refused, or null where the verifier gave none} */
  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  /**
   * Tells whether the token is refused at a moment.
   *
   * @param nowMillis that moment, in milliseconds since 1970
   * @return whether it is refused
   */
  public boolean hasExpired(long nowMillis) {
    return nowMillis >= expiresAtMillis;
  }

  /** Times beyond the range of milliseconds mean never, or always. */
  private static long millis(@Nullable Instant end) {
    try {
      return end == null ? Long.MAX_VALUE : end.toEpochMilli();
    } catch (ArithmeticException e) {
      return end.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  /** {@return further claims by name; unmodifiable, empty for opaque tokens of the application} */
  public Map<String, Object> claims() {
    return claims;
  }

  @Override
  public String toString() {
    String by = issuer == null ? "" : ", issuer=" + issuer;
    return "BearerToken[" + subject + by + ", scopes=" + scopes + ", expiresAt=" + expiresAt + "]";
  }

  /** Builds a verified token. Not thread-safe. */
  public static final class Builder {
    private final String subject;
    private @Nullable String issuer;
    private Collection<String> scopes = Collections.emptySet();
    private Collection<String> roles = Collections.emptySet();
    private @Nullable Instant expiresAt;
    private Map<String, ?> claims = Collections.emptyMap();

    private Builder(String subject) {
      if (subject.isEmpty()) {
        throw new IllegalArgumentException("a token needs a subject");
      }
      this.subject = subject;
    }

    /**
     * Sets the issuer.
     *
     * @param issuer who made the token (RFC 7519 4.1.1)
     * @return this builder
     */
    public Builder issuer(String issuer) {
      this.issuer = issuer;
      return this;
    }

    /**
     * Sets the granted scopes.
     *
     * @param scopes the scopes, in the order in which they were granted
     * @return this builder
     */
    public Builder scopes(Collection<String> scopes) {
      this.scopes = scopes;
      return this;
    }

    /**
     * Sets the granted scopes.
     *
     * @param scopes the scopes, in the order in which they were granted
     * @return this builder
     */
    public Builder scopes(String... scopes) {
      return scopes(Arrays.asList(scopes));
    }

    /**
     * Sets the subject's roles.
     *
     * @param roles the roles for which {@code isUserInRole} returns true
     * @return this builder
     */
    public Builder roles(Collection<String> roles) {
      this.roles = roles;
      return this;
    }

    /**
     * Sets the subject's roles.
     *
     * @param roles the roles for which {@code isUserInRole} returns true
     * @return this builder
     */
    public Builder roles(String... roles) {
      return roles(Arrays.asList(roles));
    }

    /**
     * Sets the token's end.
     *
     * @param expiresAt the moment from which the token is refused
     * @return this builder
     */
    public Builder expiresAt(Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /**
     * Sets further claims.
     *
     * @param claims the claims by name; the map is copied, its values are not
     * @return this builder
     */
    public Builder claims(Map<String, ?> claims) {
      this.claims = claims;
      return this;
    }

    /** {@return the token} */
    public BearerToken build() {
      return new BearerToken(this);
    }
  }
}
