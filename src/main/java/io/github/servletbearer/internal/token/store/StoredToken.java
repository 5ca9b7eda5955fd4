// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TokenStore} keeps of a token, never the token itself: its hash, whose it is, what
 * it grants, the login that it comes of, and its times, in milliseconds since 1970. A revocation of
 * JWTs is kept likewise. Immutable.
 *
 * <p>Dates, and not passed time, since a value that two servers share cannot hold one server's
 * passed time; the store in memory, which lets nothing live longer by its passed time, adds that to
 * the difference of two of them.
 */
public final class StoredToken {
  private static final TokenHash ALL = TokenHash.of("all");

  /** The year 10000. */
  private static final long NEVER = 253_402_300_800_000L;

  /** What is kept. The tokens of one kind all live equally long. */
  public enum Kind {
    /** An opaque access token, by its hash. */
    ACCESS,
    /** The refresh tokens of a login, by the hash of what they have in common. */
    REFRESH,
    /** JWTs that are refused, by the hash of the id of a token or of a login. */
    REVOKED_JWT,
    /** A user whose JWTs are refused as far as they are older, by the hash of the user's key. */
    REVOKED_USER,
    /** That all JWTs are refused as far as they are older. */
    REVOKED_ALL;

    /** Whether it refuses tokens. */
    public boolean isRevocation() {
      return this != ACCESS && this != REFRESH;
    }
  }

  private final Kind kind;
  private final TokenHash hash;
  private final TokenHash newest;
  private final String userKey;
  private final @Nullable BearerToken token;
  private final @Nullable String clientId;
  private final String family;
  private final long issuedAt;
  private final long usedAt;
  private final long expiresAt;
  private final long idleExpiresAt;

  private StoredToken(
      Kind kind,
      TokenHash hash,
      TokenHash newest,
      String userKey,
      @Nullable BearerToken token,
      @Nullable String clientId,
      String family,
      long issuedAt,
      long usedAt,
      long expiresAt,
      long idleExpiresAt) {
    this.kind = kind;
    this.hash = hash;
    this.newest = newest;
    this.userKey = userKey;
    this.token = token;
    this.clientId = clientId;
    this.family = family;
    this.issuedAt = issuedAt;
    this.usedAt = usedAt;
    this.expiresAt = expiresAt;
    this.idleExpiresAt = idleExpiresAt;
  }

  /**
   * An access token.
   *
   * @param token what it says
   * @param clientId to which it was issued, or null
   * @param family the login that it comes of
   */
  public static StoredToken access(
      TokenHash hash,
      BearerToken token,
      @Nullable String clientId,
      String family,
      long issuedAt,
      long expiresAt) {
    String user = UserKey.of(token.subject());
    return new StoredToken(
        Kind.ACCESS,
        hash,
        hash,
        user,
        token,
        clientId,
        family,
        issuedAt,
        issuedAt,
        expiresAt,
        expiresAt);
  }

  /**
   * The refresh tokens of a login.
   *
   * @param hash of what they have in common
   * @param newest the hash of the only one that is valid
   * @param login subject, roles and scopes of the login
   * @param expiresAt when the last of them expires
   * @param idleExpiresAt when this one expires if it is not used
   */
  public static StoredToken refresh(
      TokenHash hash,
      TokenHash newest,
      BearerToken login,
      @Nullable String clientId,
      String family,
      long issuedAt,
      long expiresAt,
      long idleExpiresAt) {
    return new StoredToken(
        Kind.REFRESH,
        hash,
        newest,
        UserKey.of(login.subject()),
        login,
        clientId,
        family,
        issuedAt,
        issuedAt,
        expiresAt,
        idleExpiresAt);
  }

  /**
   * The refusal of JWTs.
   *
   * @param issuedAt when they were revoked
   * @param expiresAt from when none of them is valid any longer
   */
  public static StoredToken revocation(
      Kind kind, TokenHash hash, String userKey, long issuedAt, long expiresAt) {
    return new StoredToken(
        kind, hash, hash, userKey, null, null, "", issuedAt, issuedAt, expiresAt, expiresAt);
  }

  /** The refusal of all JWTs until a moment; it does not expire. */
  public static StoredToken revocationOfAll(long issuedAt) {
    return revocation(Kind.REVOKED_ALL, ALL, "", issuedAt, NEVER);
  }

  /** The hash of {@link #revocationOfAll}. */
  public static TokenHash all() {
    return ALL;
  }

  /** The same login after a refresh. */
  public StoredToken rotated(TokenHash newest, long usedAt, long idleExpiresAt) {
    return new StoredToken(
        kind,
        hash,
        newest,
        userKey,
        token,
        clientId,
        family,
        issuedAt,
        usedAt,
        expiresAt,
        idleExpiresAt);
  }

  /** The same revocation, of this moment at the latest. */
  StoredToken datedBack(long latestMillis) {
    long by = issuedAt - latestMillis;
    return by <= 0 ? this : revocation(kind, hash, userKey, latestMillis, expiresAt - by);
  }

  public Kind kind() {
    return kind;
  }

  /** By which it is found. */
  public TokenHash hash() {
    return hash;
  }

  /** The hash of the newest refresh token of a login; else {@link #hash}. */
  public TokenHash newest() {
    return newest;
  }

  /** Whose it is, see {@link UserKey}. */
  public String userKey() {
    return userKey;
  }

  /**
   * What it says: subject, roles and scopes, and of an access token all that a verifier answers.
   *
   * @throws IllegalStateException if it is a revocation
   */
  public BearerToken token() {
    if (token == null) {
      throw new IllegalStateException("a revocation grants nothing");
    }
    return token;
  }

  /** The client that it was issued to, or null. */
  public @Nullable String clientId() {
    return clientId;
  }

  /** The login that it comes of; empty for a revocation. */
  public String family() {
    return family;
  }

  /** When it was issued: the login, the access token, the revocation. */
  public long issuedAt() {
    return issuedAt;
  }

  /** When it was issued or replaced last. */
  public long usedAt() {
    return usedAt;
  }

  /** When it expires however it is used. */
  public long expiresAt() {
    return expiresAt;
  }

  /** When it expires if it is not used any more. */
  public long idleExpiresAt() {
    return idleExpiresAt;
  }

  /** Two are equal if they are the same state of the same token: kind, hash and newest hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof StoredToken)) {
      return false;
    }
    StoredToken that = (StoredToken) other;
    return kind == that.kind && hash.equals(that.hash) && newest.equals(that.newest);
  }

  @Override
  public int hashCode() {
    return newest.hashCode();
  }

  @Override
  public String toString() {
    return "StoredToken[" + kind + ' ' + hash.shortText() + "]";
  }
}
