// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The claims in which an issuer puts audience, user, scopes and roles. A name is that of a claim
 * or, where there is none, a path into nested objects: {@code realm_access.roles}. Immutable.
 */
public final class ClaimNames {
  private static final List<String> AUDIENCE = Collections.singletonList("aud");

  private final List<String> audience;
  private final List<String> users;
  private final List<String> scopes;
  private final List<String> roles;

  private ClaimNames(
      Collection<String> audience,
      Collection<String> users,
      Collection<String> scopes,
      Collection<String> roles) {
    this.audience = Collections.unmodifiableList(new ArrayList<>(audience));
    this.users = Collections.unmodifiableList(new ArrayList<>(users));
    this.scopes = Collections.unmodifiableList(new ArrayList<>(scopes));
    this.roles = Collections.unmodifiableList(new ArrayList<>(roles));
  }

  /**
   * Names of claims, with the audience in {@code aud}.
   *
   * @param users the first of them that is present names the user
   * @param scopes all that these claims hold together
   * @param roles all that these claims hold together
   */
  public static ClaimNames of(
      Collection<String> users, Collection<String> scopes, Collection<String> roles) {
    return new ClaimNames(AUDIENCE, users, scopes, roles);
  }

  /** The same with the audience in the first of these claims that is present. */
  public ClaimNames withAudience(Collection<String> claims) {
    return new ClaimNames(claims, users, scopes, roles);
  }

  /** Claims of the audience, of which the first that is present decides. */
  List<String> audience() {
    return audience;
  }

  /** Claims of the user's name, of which the first that is present decides. */
  public List<String> users() {
    return users;
  }

  /** Claims of scopes: strings with blanks between the scopes (RFC 8693 4.2), or arrays. */
  public List<String> scopes() {
    return scopes;
  }

  /** Claims of roles: arrays of strings, or strings with blanks between the roles. */
  public List<String> roles() {
    return roles;
  }
}
