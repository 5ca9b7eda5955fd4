// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Words;
import io.github.servletbearer.internal.clients.Client;
import io.github.servletbearer.internal.settings.Settings;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which scopes a token gets: those of the roles, narrowed to the requested ones. Immutable.
 */
public final class ScopePolicy {
  private final Settings settings;
  private final Set<String> known;

  public ScopePolicy(Settings settings) {
    this.settings = settings;
    known = new LinkedHashSet<>(settings.knownScopes());
    for (String role : settings.roles()) {
      known.addAll(settings.scopesOf(role));
    }
  }

  /**
   * Reads {@code scope} (RFC 6749 3.3); null requests all.
   *
   * @throws BearerException if a scope is malformed or unknown
   */
  Set<String> requested(@Nullable String scope) throws BearerException {
    return requested(scope, known);
  }

  private static Set<String> requested(@Nullable String scope, Set<String> known)
      throws BearerException {
    if (scope == null) {
      return new LinkedHashSet<>();
    }
    Set<String> requested = new LinkedHashSet<>(Words.split(scope, ' '));
    requested.remove(""); // two blanks in a row
    if (requested.isEmpty() || !known.containsAll(requested)) {
      throw refused();
    }
    return requested;
  }

  /**
   * The scopes of a user's token: those that the user's roles give, the client may have, and the
   * request names.
   *
   * @param client null for the application's own frontends, which may have all scopes of the user
   * @param requested the requested scopes; empty for all
   * @throws BearerException if scopes were requested and the user has none of them
   */
  Set<String> granted(AuthenticatedUser user, @Nullable Client client, Set<String> requested)
      throws BearerException {
    Set<String> granted = new LinkedHashSet<>();
    for (String role : user.roles()) {
      for (String scope : settings.scopesOf(role)) {
        if (Words.isScope(scope)) {
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
   * @param scope as requested, or null for all that the client may have
   * @throws BearerException if scopes were requested and the client may have none of them
   */
  Set<String> ofClient(Client client, @Nullable String scope) throws BearerException {
    return narrowed(new LinkedHashSet<>(client.scopes()), requested(scope, client.scopes()));
  }

  private static Set<String> narrowed(Set<String> granted, Set<String> requested)
      throws BearerException {
    if (!requested.isEmpty()) {
      granted.retainAll(requested);
      if (granted.isEmpty()) {
        throw refused();
      }
    }
    return granted;
  }

  private static BearerException refused() {
    return new BearerException(BearerError.INVALID_SCOPE, "an unknown scope, or none is left");
  }
}
