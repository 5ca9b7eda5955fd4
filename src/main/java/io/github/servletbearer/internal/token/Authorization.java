// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.UserKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one login granted: to whom, through which client, what it allows. All tokens that come of a
 * login, however often it is refreshed, are of one family, so that they can be ended together.
 * Immutable.
 */
public final class Authorization {
  /**
   * How a token that must name a client (RFC 9068 2.2) names none: the application's own frontends
   * have no ids. No client can have this id.
   */
  public static final String FIRST_PARTY = "first-party";

  private static final int FAMILY_BYTES = 16; // never a secret, but never the same twice
  private static final RandomToken RANDOM = new RandomToken();

  private final String subject;
  private final Set<String> roles;
  private final Set<String> scopes;
  private final @Nullable String clientId;
  private final String family;

  /** Asks again for a user who logged in some time ago, without a password. Thread-safe. */
  public interface UserCheck {
    /**
     * The user as of now, by the same name.
     *
     * @return null if the user does not exist, is locked, or may not log in any more: all tokens of
     *     the login are revoked
     * @throws BearerException with {@code UNAVAILABLE} when that cannot be decided now; the refresh
     *     token stays valid
     */
    @Nullable AuthenticatedUser userNow(Authorization grant) throws BearerException;

    /** All scopes that the user's roles give now. */
    Set<String> scopesNow(AuthenticatedUser user);
  }

  private Authorization(
      AuthenticatedUser user, Collection<String> scopes, @Nullable String clientId, String family) {
    this.subject = user.name();
    this.roles = user.roles();
    this.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    this.clientId = clientId;
    this.family = family;
  }

  /** What a user gets who logs in with the application's own frontend; a new family. */
  public static Authorization of(AuthenticatedUser user, Collection<String> scopes) {
    return of(user, scopes, null);
  }

  /**
   * What a user gets who logs in; a new family.
   *
   * @param clientId the client's id as it was verified, or null where there is no client
   * @throws IllegalArgumentException if the client's id is {@value #FIRST_PARTY}
   */
  public static Authorization of(
      AuthenticatedUser user, Collection<String> scopes, @Nullable String clientId) {
    if (isReserved(clientId)) {
      throw new IllegalArgumentException("no client can have this id: give it another one");
    }
    return new Authorization(user, scopes, clientId, RANDOM.next(FAMILY_BYTES));
  }

  /** Whether no client can have this id. */
  public static boolean isReserved(@Nullable String clientId) {
    return FIRST_PARTY.equals(clientId);
  }

  /** What the login of stored refresh tokens granted. */
  static Authorization of(StoredToken stored) {
    BearerToken login = stored.token();
    return new Authorization(
        AuthenticatedUser.of(login.subject(), login.roles()),
        login.scopes(),
        stored.clientId(),
        stored.family());
  }

  /** The same login with what the user has now. */
  Authorization renewed(AuthenticatedUser user, Collection<String> scopes) {
    return new Authorization(user, scopes, clientId, family);
  }

  public String subject() {
    return subject;
  }

  /** The key under which the user's tokens are kept. */
  String userKey() {
    return UserKey.of(subject);
  }

  /** The user's roles, unmodifiable. */
  public Set<String> roles() {
    return roles;
  }

  /** What is allowed, unmodifiable. */
  public Set<String> scopes() {
    return scopes;
  }

  /** The client that logged the user in, or null where there is none. */
  public @Nullable String clientId() {
    return clientId;
  }

  /** Whether it came through this client, or through none where there is none. */
  boolean isThrough(@Nullable String clientId) {
    return Objects.equals(this.clientId, clientId);
  }

  /** Whether it was granted to this very user. */
  boolean isTo(AuthenticatedUser user) {
    return subject.equals(user.name());
  }

  /** Names the family: random, unique, and no secret; a JWT says it as {@code sid}. */
  public String family() {
    return family;
  }

  @Override
  public String toString() {
    return "Authorization[" + subject + ", scopes=" + scopes + ", client=" + clientId + "]";
  }
}
