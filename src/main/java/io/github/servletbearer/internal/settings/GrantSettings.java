// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How tokens are got at our token endpoint, and by which clients. Immutable. */
public final class GrantSettings {
  private final Set<GrantType> allowed;
  private final Duration refreshTokenLifetime;
  private final Duration refreshTokenIdleLifetime;
  private final @Nullable SecretReference clients;
  private final boolean passwordGrantNeedsClient;

  GrantSettings(SettingLookup shared) {
    allowed = shared.read(Setting.GRANTS, value -> GrantType.list(ValueParsers.list(value)));
    refreshTokenLifetime = shared.read(Setting.REFRESH_TOKEN_LIFETIME, ValueParsers::durationOrOff);
    refreshTokenIdleLifetime =
        shared.read(
            Setting.REFRESH_TOKEN_IDLE_LIFETIME, ValueParsers::duration, refreshTokenLifetime);
    clients = shared.readOptional(Setting.CLIENTS, SecretReference::file);
    passwordGrantNeedsClient =
        shared
            .read(
                Setting.PASSWORD_GRANT_CLIENTS,
                value -> ValueParsers.choice(value, "any", "authenticated"))
            .equals("authenticated");
  }

  /** What is offered: allowed, and possible with the other settings. */
  public Set<GrantType> offered() {
    Set<GrantType> offered = EnumSet.noneOf(GrantType.class);
    offered.addAll(allowed);
    if (!canRefresh()) {
      offered.remove(GrantType.REFRESH_TOKEN);
    }
    if (clients == null) {
      offered.remove(GrantType.CLIENT_CREDENTIALS);
    }
    return Collections.unmodifiableSet(offered);
  }

  /** Whether the password grant is for clients that have shown their secret (RFC 6749 2.3). */
  public boolean passwordGrantNeedsClient() {
    return passwordGrantNeedsClient;
  }

  /** Whether a person can log in by name and password alone, as in a browser's form. */
  public boolean canPeopleLogIn() {
    return allowed.contains(GrantType.PASSWORD) && !passwordGrantNeedsClient;
  }

  /** Whether logins get a refresh token. */
  public boolean canRefresh() {
    return !refreshTokenLifetime.isZero() && allowed.contains(GrantType.REFRESH_TOKEN);
  }

  /** How long after its login the last refresh token ends; zero where there are none. */
  public Duration refreshTokenLifetime() {
    return refreshTokenLifetime;
  }

  /** How long a refresh token is good that nobody uses. */
  public Duration refreshTokenIdleLifetime() {
    return refreshTokenIdleLifetime;
  }

  /** The file of clients, or null where there are none. */
  public @Nullable Path clients() {
    return clients == null ? null : Paths.get(clients.name());
  }
}
