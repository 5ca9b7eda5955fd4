// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import org.jspecify.annotations.Nullable;

/** What came of a refresh (RFC 6749 6). Immutable. */
public final class RefreshAnswer {
  /** The ways in which a refresh ends; all but the first refuse it. */
  public enum Kind {
    /** There are a new access token and a new refresh token; the old refresh token is no more. */
    ISSUED,
    /** The refresh token is unknown, expired, or was revoked. */
    UNKNOWN,
    /**
     * The refresh token was used before: a security event, told once. It was stolen, or its client
     * uses it twice; nobody can tell, so all tokens of the login have ended (RFC 9700 4.14.2).
     */
    REUSED,
    /** The refresh token is another client's: a security event. It stays good. */
    OF_ANOTHER_CLIENT,
    /** The user is gone; all tokens of the login have ended. */
    USER_GONE,
    /** More was asked for than was granted, or nothing of it is left. The token stays good. */
    SCOPE_REFUSED
  }

  private final Kind kind;
  private final @Nullable Grant grant;
  private final @Nullable IssuedToken token;

  private RefreshAnswer(Kind kind, @Nullable Grant grant, @Nullable IssuedToken token) {
    this.kind = kind;
    this.grant = grant;
    this.token = token;
  }

  static RefreshAnswer issued(Grant grant, IssuedToken token) {
    return new RefreshAnswer(Kind.ISSUED, grant, token);
  }

  static RefreshAnswer refused(Kind kind, Grant grant) {
    return new RefreshAnswer(kind, grant, null);
  }

  static RefreshAnswer unknown() {
    return new RefreshAnswer(Kind.UNKNOWN, null, null);
  }

  /** How it ended. */
  public Kind kind() {
    return kind;
  }

  /** What the login had granted; null where the token is unknown. */
  public @Nullable Grant grant() {
    return grant;
  }

  /** The new tokens; null where it was refused. */
  public @Nullable IssuedToken token() {
    return token;
  }

  @Override
  public String toString() {
    return "RefreshAnswer[" + kind + ", " + grant + "]";
  }
}
