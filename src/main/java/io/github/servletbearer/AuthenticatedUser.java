// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A user whose password was correct: name and roles. Immutable. */
public final class AuthenticatedUser {
  private final String name;
  private final Set<String> roles;

  private AuthenticatedUser(String name, Collection<String> roles) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a user needs a name");
    }
    this.name = name;
    this.roles = Collections.unmodifiableSet(new LinkedHashSet<>(roles));
  }

  /**
   * Makes a user.
   *
   * @param name the user's name, which becomes the token's subject
   * @param roles the user's roles; copied
   * @return the user
   * @throws IllegalArgumentException if the name is empty
   */
  public static AuthenticatedUser of(String name, Collection<String> roles) {
    return new AuthenticatedUser(name, roles);
  }

  /** {@return the user's name} */
  public String name() {
    return name;
  }

  /** {@return the user's roles, unmodifiable} */
  public Set<String> roles() {
    return roles;
  }

  @Override
  public String toString() {
    return "AuthenticatedUser[" + name + ", roles=" + roles + "]";
  }
}
