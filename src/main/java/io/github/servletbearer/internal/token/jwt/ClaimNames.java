// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The claims in which an issuer puts user, scopes and roles. A name is that of a claim or, where
 * there is none, a path into nested objects: {@code realm_access.roles}. Immutable.
 */
public final class ClaimNames {
  private final String user;
  private final List<String> scopes;
  private final List<String> roles;

  private ClaimNames(String user, Collection<String> scopes, Collection<String> roles) {
    this.user = user;
    this.scopes = Collections.unmodifiableList(new ArrayList<>(scopes));
    this.roles = Collections.unmodifiableList(new ArrayList<>(roles));
  }

  /** Names of claims; scopes and roles are all that the named claims hold together. */
  public static ClaimNames of(String user, Collection<String> scopes, Collection<String> roles) {
    return new ClaimNames(user, scopes, roles);
  }

  /** The claim of the user's name. */
  public String user() {
    return user;
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
