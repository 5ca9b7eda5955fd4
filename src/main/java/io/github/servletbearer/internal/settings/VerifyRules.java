// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the word of {@code verify} needs of other settings. Not thread-safe. */
final class VerifyRules {
  private static final List<String> WORDS =
      Collections.unmodifiableList(
          Arrays.asList(
              FilterSettings.ISSUED,
              FilterSettings.JWKS,
              FilterSettings.INTROSPECTION,
              FilterSettings.PRESENCE));

  private final Settings settings;
  private final Problems problems;

  VerifyRules(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** Adds everything that does not fit. */
  void check() {
    settings.filters().values().forEach(this::check);
    checkSigning();
    checkGrants();
    checkUnused();
  }

  private void checkGrants() {
    GrantSettings grants = settings.grants();
    if (grants.passwordGrantNeedsClient()) {
      require(
          "shared settings",
          "passwordGrantClients=authenticated",
          Setting.CLIENTS,
          grants.clients() != null);
    }
  }

  private void check(FilterSettings filter) {
    String where = "<filter> " + filter.name();
    for (String verifier : filter.verify()) {
      switch (verifier) {
        case FilterSettings.ISSUED:
          checkIssued(where);
          break;
        case FilterSettings.JWKS:
          checkJwks(where);
          break;
        case FilterSettings.INTROSPECTION:
          checkIntrospection(where);
          break;
        case FilterSettings.PRESENCE:
          checkPresence(where, filter);
          break;
        default:
          checkClass(where, verifier);
      }
    }
  }

  private void checkIssued(String where) {
    if (settings.endpoints().path(Endpoint.TOKEN) == null) {
      problems.error(
          ProblemCode.NO_TOKEN_ENDPOINT,
          where
              + ": verify=issued accepts the tokens of this application's token endpoint, and"
              + " there is none.",
          "Either map a <servlet> of class "
              + Endpoints.SERVLET_CLASS
              + " to /token, or set the"
              + " init-param verify of the filter to who issues the tokens (jwks or introspection"
              + " for an identity provider; presence takes any token, for first steps only).");
    }
  }

  private void checkJwks(String where) {
    ProviderSettings provider = settings.provider();
    require(where, "verify=jwks", Setting.JWKS_ISSUER, provider.jwksIssuer() != null);
    require(where, "verify=jwks", Setting.JWKS_AUDIENCE, !provider.jwksAudience().isEmpty());
    requireHttps(Setting.JWKS_ISSUER, provider.jwksUri() == null ? provider.jwksIssuer() : null);
    requireHttps(Setting.JWKS_URI, provider.jwksUri());
    boolean same =
        provider.jwksIssuer() != null
            && settings.signing().isJwt()
            && provider.jwksIssuer().equals(settings.signing().issuer());
    if (same) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          "issuer and jwksIssuer are the same, so that nobody can tell whose keys a token needs.",
          "Give the tokens of this application an issuer of their own.");
    }
  }

  private void checkIntrospection(String where) {
    ProviderSettings provider = settings.provider();
    String word = "verify=introspection";
    require(where, word, Setting.INTROSPECTION_URI, provider.introspectionUri() != null);
    require(where, word, Setting.INTROSPECTION_CLIENT_ID, provider.introspectionClientId() != null);
    require(
        where,
        word,
        Setting.INTROSPECTION_CLIENT_SECRET,
        provider.introspectionClientSecret() != null);
    requireHttps(Setting.INTROSPECTION_URI, provider.introspectionUri());
  }

  private void require(String where, String word, Setting setting, boolean isSet) {
    if (!isSet) {
      problems.error(
          ProblemCode.SETTING_MISSING,
          where + ": " + word + " needs the setting " + setting.key() + ", which is not set.",
          "Add the context-param "
              + setting.propertyName()
              + ": "
              + setting.form().sentence()
              + ".");
    }
  }

  /** Keys and tokens must not travel in clear; this machine itself is no way. */
  private void requireHttps(Setting setting, @Nullable String address) {
    if (address != null && settings.requireHttps() && !ValueParsers.isHttpsOrLocal(address)) {
      problems.error(
          ProblemCode.BAD_VALUE,
          setting.key() + " = \"" + address + "\" is reached over plain HTTP.",
          "Write its https address; requireHttps=false allows http, where nobody else is on the"
              + " way.");
    }
  }

  private void checkPresence(String where, FilterSettings filter) {
    if (filter.verify().size() > 1) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          where + ": verify=presence takes any token, and the others would never be asked.",
          "Leave out presence, or the others.");
    }
    if (!filter.requiredScopes().all().isEmpty()) {
      problems.error(
          ProblemCode.SCOPES_WITHOUT_VERIFICATION,
          where + ": requiredScopes needs verified tokens, and verify=presence verifies nothing.",
          "Remove requiredScopes, or set verify to issued.");
    }
  }

  private void checkClass(String where, String verifier) {
    if (verifier.indexOf('.') < 0) {
      problems.error(
          ProblemCode.BAD_VALUE,
          "verify = \"" + verifier + "\" (init-param of " + where + ") is no verifier.",
          "Write "
              + String.join(", ", WORDS)
              + ", or the full name of a class."
              + DidYouMean.forName(verifier, WORDS));
    }
  }

  private void checkSigning() {
    SigningSettings signing = settings.signing();
    String word = "tokenFormat=jwt";
    if (signing.isJwt()) {
      require("shared settings", word, Setting.ISSUER, signing.issuer() != null);
      if (signing.keys().isEmpty()) {
        problems.error(
            ProblemCode.SETTING_MISSING,
            word + " needs the setting signingKey, which is not set.",
            "Make a key with \"java -jar servlet-bearer-all.jar genkey -o key.jwk\", and name the"
                + " file by its whole path: signingKey = file:/path/key.jwk.");
      }
    } else if (!signing.keys().isEmpty()) {
      unused(Setting.SIGNING_KEY, "tokenFormat is opaque, and opaque tokens are not signed");
    }
  }

  /** A provider that nobody asks is a filter that was forgotten, more likely than not. */
  private void checkUnused() {
    ProviderSettings provider = settings.provider();
    if (provider.jwksIssuer() != null && !settings.isVerifiedBy(FilterSettings.JWKS)) {
      unused(Setting.JWKS_ISSUER, "no filter has verify=jwks");
    }
    if (provider.introspectionUri() != null
        && !settings.isVerifiedBy(FilterSettings.INTROSPECTION)) {
      unused(Setting.INTROSPECTION_URI, "no filter has verify=introspection");
    }
  }

  private void unused(Setting setting, String reason) {
    problems.warning(
        ProblemCode.SETTINGS_DISAGREE,
        setting.key() + " is set and of no use: " + reason + ".",
        "Remove it, or change the other.");
  }
}
