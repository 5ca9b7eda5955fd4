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

  /** A user by this name, who becomes the token's subject, with these roles. */
  public static AuthenticatedUser of(String name, Collection<String> roles) {
    return new AuthenticatedUser(name, roles);
  }

  /** The user's name. */
  public String name() {
    return name;
  }

  /** The user's roles, unmodifiable. */
  public Set<String> roles() {
    return roles;
  }

  @Override
  public String toString() {
    return "AuthenticatedUser[" + name + ", roles=" + roles + "]";
  }
}
