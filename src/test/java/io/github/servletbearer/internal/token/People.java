// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Users as a realm would know them; each role gives the scope of its name. */
public final class People implements Authorization.UserCheck {
  private final Map<String, AuthenticatedUser> users = new ConcurrentHashMap<>();

  /** What asking fails with. */
  volatile Exception failure;

  /** What happens while somebody asks. */
  volatile Runnable meanwhile = () -> {};

  public AuthenticatedUser add(String name, String... roles) {
    AuthenticatedUser user = AuthenticatedUser.of(name, List.of(roles));
    users.put(name, user);
    return user;
  }

  void remove(String name) {
    users.remove(name);
  }

  /** Answers for a name with somebody else. */
  void confuse(String name, String other) {
    users.put(name, AuthenticatedUser.of(other, List.of()));
  }

  @Override
  public AuthenticatedUser userNow(Authorization grant) throws BearerException {
    meanwhile.run();
    Exception failure = this.failure;
    if (failure instanceof BearerException refusal) {
      throw refusal;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
    return users.get(grant.subject());
  }

  @Override
  public Set<String> scopesNow(AuthenticatedUser user) {
    return user.roles();
  }
}
