// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import io.github.servletbearer.internal.token.Names;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scopes a user gets: what the roles give, narrowed to what was asked. Immutable. */
final class ScopeGrant {
  private final Settings settings;
  private final Set<String> known;

  ScopeGrant(Settings settings) {
    this.settings = settings;
    known = new LinkedHashSet<>(settings.knownScopes());
    for (String role : settings.roles()) {
      known.addAll(settings.scopesOf(role));
    }
  }

  /**
   * Reads {@code scope} (RFC 6749 3.3); null asks for all.
   *
   * @throws RefusedException if a scope is malformed or unknown here
   */
  Set<String> requested(@Nullable String scope) throws RefusedException {
    return requested(scope, known);
  }

  private static Set<String> requested(@Nullable String scope, Set<String> known)
      throws RefusedException {
    Set<String> requested = new LinkedHashSet<>();
    if (scope == null) {
      return requested;
    }
    int start = 0;
    while (start <= scope.length()) {
      int blank = scope.indexOf(' ', start);
      int end = blank < 0 ? scope.length() : blank;
      requested.add(scope.substring(start, end));
      start = end + 1;
    }
    requested.remove(""); // two blanks in a row
    if (requested.isEmpty() || !known.containsAll(requested)) {
      throw refused();
    }
    return requested;
  }

  /**
   * The scopes of the token: what the user's roles give, the client may have, and was asked for.
   *
   * @param client null for the application's own frontends, which may have all that the user has
   * @param requested what was asked for; empty for all
   * @throws RefusedException if something was asked for and the user has none of it
   */
  Set<String> granted(AuthenticatedUser user, @Nullable Client client, Set<String> requested)
      throws RefusedException {
    Set<String> granted = new LinkedHashSet<>();
    for (String role : user.roles()) {
      for (String scope : settings.scopesOf(role)) {
        if (Names.isScope(scope)) {
          granted.add(scope);
        }
      }
    }
    if (client != null) {
      granted.retainAll(client.scopes());
    }
    return narrowed(granted, requested);
  }

  /**
   * The scopes of a client's own token.
   *
   * @param scope as it was asked for, or null for all that the client may have
   * @throws RefusedException if something was asked for and the client may have none of it
   */
  Set<String> ofClient(Client client, @Nullable String scope) throws RefusedException {
    return narrowed(new LinkedHashSet<>(client.scopes()), requested(scope, client.scopes()));
  }

  private static Set<String> narrowed(Set<String> granted, Set<String> requested)
      throws RefusedException {
    if (!requested.isEmpty()) {
      granted.retainAll(requested);
      if (granted.isEmpty()) {
        throw refused();
      }
    }
    return granted;
  }

  private static RefusedException refused() {
    return new RefusedException(Refusal.of(BearerError.INVALID_SCOPE));
  }
}
