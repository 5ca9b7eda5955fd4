// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.Urls;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What settings need of each other. Not thread-safe. */
final class SettingRules {
  private static final List<String> WORDS =
      Collections.unmodifiableList(
          Arrays.asList(
              FilterSettings.ISSUED,
              FilterSettings.JWKS,
              FilterSettings.INTROSPECTION,
              FilterSettings.PRESENCE));

  /** Where shared settings stand, for error texts. */
  private static final String SHARED = "shared settings";

  /** Where an endpoint is mapped. */
  private static final String COMPANION = "<servlet-mapping> of the companion servlet";

  private final Settings settings;
  private final Problems problems;

  SettingRules(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  void check() {
    for (FilterSettings filter : settings.filters().values()) {
      check(filter);
    }
    new IssuerRules(settings, problems).check();
    checkUnused(Setting.JWKS_ISSUER, FilterSettings.JWKS);
    checkUnused(Setting.INTROSPECTION_URI, FilterSettings.INTROSPECTION);
    checkCors();
    checkSigning();
    checkMetadata();
    if (settings.get(Setting.PASSWORD_GRANT_CLIENTS) == PasswordGrantClients.AUTHENTICATED) {
      require(SHARED, "passwordGrantClients=authenticated", Setting.CLIENTS);
    }
  }

  private void check(FilterSettings filter) {
    String where = "<filter> " + filter.name();
    checkRelaxed(where, filter);
    for (String verifier : filter.get(Setting.VERIFY)) {
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

  /** Settings that have no effect where every request is let through. */
  private void checkRelaxed(String where, FilterSettings filter) {
    boolean methods = !filter.get(Setting.OPEN_METHODS).isEmpty();
    if (!filter.get(Setting.AUTO_ERROR) && (methods || filter.acceptsSession())) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          where
              + ": autoError=false lets all requests without credentials through, so that "
              + (methods ? "openMethods" : "session=accept")
              + " has no effect.",
          "Leave out autoError, or the other.");
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
              + ServletEntry.BEARER_SERVLET
              + " to /token, or set the"
              + " init-param verify of the filter to who issues the tokens (jwks or introspection"
              + " for an identity provider; presence accepts any token, for first steps only).");
    }
  }

  private void checkJwks(String where) {
    String cause = "verify=jwks";
    require(where, cause, Setting.JWKS_ISSUER);
    require(where, cause, Setting.JWKS_AUDIENCE);
    Set<String> issuers = settings.find(Setting.JWKS_ISSUER);
    URI keys = settings.find(Setting.JWKS_URI);
    requireHttps(Setting.JWKS_URI, keys);
    if (issuers == null) {
      return;
    }
    checkKeysOf(issuers, keys);
    if (settings.get(Setting.TOKEN_FORMAT) == TokenFormat.JWT
        && issuers.contains(settings.find(Setting.ISSUER))) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          "issuer is one of jwksIssuer, so that it is unknown whose keys a token needs.",
          "Give the tokens of this application an issuer of their own.");
    }
  }

  /** A token of one issuer must never be verified by a key of another. */
  private void checkKeysOf(Set<String> issuers, @Nullable URI keys) {
    if (keys != null && issuers.size() > 1) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          "jwksUri is the address of one issuer's keys, and jwksIssuer names "
              + issuers.size()
              + ".",
          "Leave out jwksUri, so that each issuer's metadata say where its keys are, or name one"
              + " issuer.");
    }
    if (keys != null) {
      return;
    }
    for (String issuer : issuers) {
      if (Urls.isWebIssuer(issuer)) {
        requireHttps(Setting.JWKS_ISSUER, URI.create(issuer));
      } else {
        problems.error(
            ProblemCode.BAD_VALUE,
            "jwksIssuer = \"" + issuer + "\" is no URL that could have metadata.",
            "Write the issuer exactly as it stands in tokens, such as https://idp.example.com/realm;"
                + " where that is no URL, set jwksUri to the address of its keys.");
      }
    }
  }

  private void checkIntrospection(String where) {
    String cause = "verify=introspection";
    require(where, cause, Setting.INTROSPECTION_URI);
    require(where, cause, Setting.INTROSPECTION_CLIENT_ID);
    require(where, cause, Setting.INTROSPECTION_CLIENT_SECRET);
    requireHttps(Setting.INTROSPECTION_URI, settings.find(Setting.INTROSPECTION_URI));
  }

  /**
   * Reports a setting that is missing.
   *
   * @param where what is read: {@code <filter> bearer}
   * @param cause the value that needs it: {@code verify=jwks}
   */
  private void require(String where, String cause, Setting<?> setting) {
    if (!settings.isWritten(setting)) { // a value that is not valid is reported already
      problems.error(
          ProblemCode.SETTING_MISSING,
          where + ": " + cause + " needs the setting " + setting.key() + ", which is not set.",
          "Add the context-param " + setting.propertyName() + ": " + setting.parser().form() + ".");
    }
  }

  /** Keys and tokens must not travel in clear, except on this machine itself. */
  private void requireHttps(Setting<?> setting, @Nullable URI address) {
    if (address != null && settings.get(Setting.REQUIRE_HTTPS) && !Urls.isHttpsOrLocal(address)) {
      problems.error(
          ProblemCode.BAD_VALUE,
          setting.key() + " = \"" + address + "\" is reached over plain HTTP.",
          "Write its https address; requireHttps=false allows http, where others cannot listen.");
    }
  }

  private void checkPresence(String where, FilterSettings filter) {
    if (filter.get(Setting.VERIFY).size() > 1) {
      problems.error(
          ProblemCode.SETTINGS_DISAGREE,
          where + ": verify=presence accepts any token, and the others would never be asked.",
          "Leave out presence, or the others.");
    }
    if (!filter.get(Setting.REQUIRED_SCOPES).all().isEmpty()) {
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

  private void checkUnused(Setting<?> setting, String verifier) {
    if (settings.find(setting) != null && !settings.isVerifiedBy(verifier)) {
      warnUnused(setting, "no filter has verify=" + verifier);
    }
  }

  private void checkCors() {
    if (settings.find(Setting.CORS_ALLOWED_ORIGINS) != null) {
      return;
    }
    for (Setting<?> setting :
        Arrays.asList(
            Setting.CORS_ALLOWED_HEADERS, Setting.CORS_EXPOSED_HEADERS, Setting.CORS_MAX_AGE)) {
      if (settings.find(setting) != null) {
        warnUnused(setting, "corsAllowedOrigins is not set");
      }
    }
  }

  /** Reports a setting without effect: more likely than not, something else was forgotten. */
  private void warnUnused(Setting<?> setting, String reason) {
    problems.warning(
        ProblemCode.SETTINGS_DISAGREE,
        setting.key() + " is set and has no effect: " + reason + ".",
        "Remove it, or change the other.");
  }

  /** What clients read from metadata must be absolute, and never comes from a request. */
  private void checkMetadata() {
    String resource = settings.endpoints().path(Endpoint.RESOURCE_METADATA);
    String server = settings.endpoints().path(Endpoint.SERVER_METADATA);
    String first = resource == null ? server : resource;
    if (first != null) {
      require(COMPANION, first, Setting.PUBLIC_URL);
      requireHttps(Setting.PUBLIC_URL, uri(Setting.PUBLIC_URL));
    }
    if (server != null) {
      checkServerMetadata(server);
    }
  }

  private void checkServerMetadata(String server) {
    checkIssuerHost();
    if (settings.endpoints().path(Endpoint.TOKEN) == null) {
      problems.error(
          ProblemCode.NO_TOKEN_ENDPOINT,
          COMPANION
              + ": "
              + server
              + " describes this application's token endpoint, and there is none.",
          "Map the servlet to /token as well, or remove this mapping: an identity provider has"
              + " metadata of its own.");
    }
  }

  private void checkIssuerHost() {
    URI root = uri(Setting.PUBLIC_URL);
    URI issuer = uri(Setting.ISSUER);
    if (root != null && issuer != null && !Urls.isSameOrigin(root, issuer)) {
      problems.warning(
          ProblemCode.SETTINGS_DISAGREE,
          "issuer = \""
              + issuer
              + "\" is on another host than publicUrl, and clients look for an issuer's metadata"
              + " on its own host.",
          "Let issuer begin with publicUrl's host, or let the issuer's host pass the request on.");
    }
  }

  private @Nullable URI uri(Setting<String> setting) {
    String value = settings.find(setting);
    return value == null ? null : URI.create(value);
  }

  private void checkSigning() {
    boolean hasKeys = settings.isWritten(Setting.SIGNING_KEY);
    if (settings.get(Setting.TOKEN_FORMAT) == TokenFormat.OPAQUE) {
      if (hasKeys) {
        warnUnused(Setting.SIGNING_KEY, "tokenFormat is opaque, and opaque tokens are not signed");
      }
      return;
    }
    String cause = "tokenFormat=jwt";
    require(SHARED, cause, Setting.ISSUER);
    if (!hasKeys) {
      problems.error(
          ProblemCode.SETTING_MISSING,
          cause + " needs the setting signingKey, which is not set.",
          "Make a key with \"java -jar servlet-bearer-all.jar genkey -o key.jwk\", and name the"
              + " file by its whole path: signingKey = file:/path/key.jwk.");
    }
  }
}
