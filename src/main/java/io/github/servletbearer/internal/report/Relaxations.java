// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import io.github.servletbearer.internal.settings.value.ScopeRule;
import java.util.Set;

/** Settings with which an application works, and whose limits its operator should know. */
final class Relaxations {
  private Relaxations() {}

  /** Adds a warning for each of them. */
  static void warn(Problems problems, Settings settings) {
    addFilters(problems, settings);
    addTokens(problems, settings);
    addProviders(problems, settings);
  }

  private static void addFilters(Problems problems, Settings settings) {
    OpenPaths openPaths = settings.find(Setting.OPEN_PATHS);
    if (openPaths != null && openPaths.nameEverything()) {
      add(
          problems,
          "openPaths has /*, which is everything: what is open by mistake does not stop the"
              + " deployment.",
          "Remove /*: the error at the next start lists what is open, to be named or locked.");
    }
    for (FilterSettings filter : settings.filters().values()) {
      if (filter.isPresence()) {
        add(
            problems,
            "filter " + filter.name() + " has verify=presence: ANY token is let through.",
            "Set verify to issued or to a verifier before the application relies on it.");
      }
      addScopes(problems, filter);
    }
  }

  private static void addScopes(Problems problems, FilterSettings filter) {
    ScopeRule scopes = filter.get(Setting.REQUIRED_SCOPES);
    String where = "filter " + filter.name();
    if (!filter.get(Setting.AUTO_ERROR) && !scopes.all().isEmpty()) {
      add(
          problems,
          where + " has autoError=false: its requiredScopes apply only to requests with a token.",
          "Set autoError to true, unless the servlet looks for the attribute itself.");
    }
    Set<String> open = filter.get(Setting.OPEN_METHODS);
    if (!open.isEmpty() && !scopes.all().isEmpty()) {
      add(
          problems,
          where
              + " has openMethods="
              + String.join(" ", open)
              + ": by these methods a request needs no token, and one with a token needs the"
              + " scopes of requiredScopes.",
          "Write requiredScopes by method, so that a token with fewer scopes may read as well, or"
              + " leave out openMethods.");
    }
  }

  private static void addTokens(Problems problems, Settings settings) {
    if (settings.endpoints().path(Endpoint.TOKEN) != null) {
      boolean isMemory = settings.get(Setting.STORE).jndiName() == null;
      if (isMemory && settings.get(Setting.TOKEN_FORMAT) == TokenFormat.JWT) {
        add(
            problems,
            "refresh tokens and revocations of JWTs are kept in the memory of this one server: another"
                + " server accepts a JWT that was revoked here, and this one does after a restart.",
            "Nothing to do for a single server with a short accessTokenLifetime; store=jdbc:... keeps"
                + " them in a database.");
      }
      if (settings.offeredGrants().contains(GrantType.PASSWORD)) {
        add(
            problems,
            "the token endpoint offers the password grant, which RFC 9700 2.4 forbids for new"
                + " systems.",
            "Use it for your own clients only, and plan for an identity provider.");
      }
    }
    if (settings.get(Setting.PASSWORD_GRANT_CLIENTS) == PasswordGrantClients.AUTHENTICATED) {
      add(
          problems,
          "passwordGrantClients=authenticated: no login is possible on the docs page or in the token"
              + " form of a browser, which have no client's secret.",
          "Nothing to do if servers alone ask for tokens; else set it to any.");
    }
    if (settings.offeredGrants().contains(GrantType.REFRESH_TOKEN)
        && settings.get(Setting.USERS).isContainer()) {
      add(
          problems,
          "refreshTokenLifetime is set, and the container's realm cannot look up a user without"
              + " a password: a user who is locked there keeps access until that time has passed.",
          "Keep it short, or let users be a file or a class, in which the user is looked up at each refresh.");
    }
  }

  private static void addProviders(Problems problems, Settings settings) {
    boolean anyAudience =
        settings.isVerifiedBy(FilterSettings.INTROSPECTION)
            && settings.get(Setting.INTROSPECTION_AUDIENCE).isEmpty();
    if (anyAudience) {
      add(
          problems,
          "introspectionAudience is not set: tokens that the provider made for other applications"
              + " are accepted, too.",
          "Set it to this application's name at the provider.");
    }
    if (!settings.get(Setting.REQUIRE_HTTPS)) {
      add(
          problems,
          "requireHttps=false: passwords, and identity providers, may use plain HTTP.",
          "Set it to true once TLS is configured.");
    }
  }

  private static void add(Problems problems, String text, String cure) {
    problems.warning(ProblemCode.RELAXATION, text, cure);
  }
}
