// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import org.jspecify.annotations.Nullable;

/** The result of a refresh (RFC 6749 6). Immutable. */
public final class RefreshResult {
  /** How a refresh ends; all but the first refuse it. */
  public enum Kind {
    /** There are a new access token and a new refresh token; the old refresh token is not valid. */
    ISSUED,
    /** The refresh token is unknown, expired, or was revoked. */
    UNKNOWN,
    /**
     * The refresh token was used before: a security event, reported once. It was stolen, or its
     * client used it twice; which it was is unknown, so all tokens of the login have been revoked
     * (RFC 9700 4.14.2).
     */
    REUSED,
    /** The refresh token is another client's: a security event. It stays valid. */
    OF_ANOTHER_CLIENT,
    /** The user does not exist any more; all tokens of the login have been revoked. */
    USER_GONE,
    /** More was asked for than was granted, or nothing of it is left. The token stays valid. */
    SCOPE_REFUSED
  }

  private final Kind kind;
  private final @Nullable Authorization grant;
  private final @Nullable IssuedToken token;

  private RefreshResult(Kind kind, @Nullable Authorization grant, @Nullable IssuedToken token) {
    this.kind = kind;
    this.grant = grant;
    this.token = token;
  }

  static RefreshResult issued(Authorization grant, IssuedToken token) {
    return new RefreshResult(Kind.ISSUED, grant, token);
  }

  static RefreshResult refused(Kind kind, Authorization grant) {
    return new RefreshResult(kind, grant, null);
  }

  static RefreshResult unknown() {
    return new RefreshResult(Kind.UNKNOWN, null, null);
  }

  public Kind kind() {
    return kind;
  }

  /** What the login had granted; null where the token is unknown. */
  public @Nullable Authorization grant() {
    return grant;
  }

  /** The new tokens; null where it was refused. */
  public @Nullable IssuedToken token() {
    return token;
  }

  @Override
  public String toString() {
    return "RefreshResult[" + kind + ", " + grant + "]";
  }
}
