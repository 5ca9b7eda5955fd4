// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.jose.Jose;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.Introspection;
import io.github.servletbearer.internal.provider.ProviderMetadata;
import io.github.servletbearer.internal.provider.ProviderTokens;
import io.github.servletbearer.internal.provider.RemoteJwkSet;
import io.github.servletbearer.internal.provider.http.ClientSecret;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.AnyOfVerifier;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.TrustedIssuer;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the verifiers that filters name, each once for all filters. Not thread-safe. */
final class VerifierFactory {
  private final Settings settings;
  private final OwnTokens own;
  private final Secrets secrets;
  private final ManagedInstances parts;
  private final ServerClock clock;
  private final Map<String, TokenVerifier> made = new LinkedHashMap<>();
  private final List<ValidTokenCache<?>> remembered = new ArrayList<>();
  private final Map<String, RemoteJwkSet> remoteKeys = new LinkedHashMap<>(); // by issuer
  private @Nullable OutboundHttp http;

  VerifierFactory(
      Settings settings,
      OwnTokens own,
      Secrets secrets,
      ManagedInstances parts,
      ServerClock clock) {
    this.settings = settings;
    this.own = own;
    this.secrets = secrets;
    this.parts = parts;
    this.clock = clock;
    if (own.remembered() != null) {
      remembered.add(own.remembered());
    }
  }

  /** Adds a problem where a library is missing that the settings need. */
  static void requireLibrary(Settings settings, Problems problems) {
    boolean jwks = settings.isVerifiedBy(FilterSettings.JWKS);
    if ((jwks || settings.get(Setting.TOKEN_FORMAT) == TokenFormat.JWT) && !Jose.isAvailable()) {
      problems.error(
          ProblemCode.LIBRARY_MISSING,
          (jwks ? "verify=jwks" : "tokenFormat=jwt")
              + " needs nimbus-jose-jwt, which is not on the class path.",
          "Use the drop-in JAR, which has it inside, or add the library to the application.");
    }
  }

  /** Creates the verifier of a filter, or null where any token is accepted. */
  @Nullable TokenVerifier create(FilterSettings filter) {
    if (filter.isPresence()) {
      return null;
    }
    List<TokenVerifier> several = new ArrayList<>();
    for (String name : filter.get(Setting.VERIFY)) {
      several.add(made.computeIfAbsent(name, this::make));
    }
    return AnyOfVerifier.of(several);
  }

  /** Asks all providers once in the background; the log says what they answer. */
  void askProviders() {
    remoteKeys.values().forEach(RemoteJwkSet::prefetch);
  }

  /** The metadata of an issuer as last read, or null. For any thread. */
  @Nullable ProviderMetadata metadata(String issuer) {
    RemoteJwkSet keys = remoteKeys.get(issuer);
    return keys == null ? null : keys.metadata();
  }

  /** Where the verifiers made so far, and our own, remember tokens. */
  List<ValidTokenCache<?>> remembered() {
    return remembered;
  }

  /** One that cannot be created is a problem, and is replaced by ours: nothing will start. */
  private TokenVerifier make(String name) {
    TokenVerifier verifier;
    switch (name) {
      case FilterSettings.ISSUED:
        verifier = own.tokens();
        break;
      case FilterSettings.JWKS:
        verifier = jwks();
        break;
      case FilterSettings.INTROSPECTION:
        verifier = introspection();
        break;
      default:
        verifier = parts.create(name, TokenVerifier.class, Setting.VERIFY);
    }
    return verifier == null ? own.tokens() : verifier;
  }

  private TokenVerifier jwks() {
    List<TrustedIssuer> issuers = new ArrayList<>();
    for (String issuer : settings.get(Setting.JWKS_ISSUER)) {
      RemoteJwkSet keys = parts.owned(new RemoteJwkSet(issuer, settings, http(), clock));
      remoteKeys.put(issuer, keys);
      issuers.add(new TrustedIssuer(ProviderTokens.rules(issuer, settings), keys));
    }
    JwtVerifier verifier = new JwtVerifier(issuers, settings.get(Setting.MAX_CACHED_TOKENS), clock);
    remembered.add(verifier.remembered());
    return verifier;
  }

  private @Nullable TokenVerifier introspection() {
    String secret =
        secrets.text(
            Setting.INTROSPECTION_CLIENT_SECRET, settings.get(Setting.INTROSPECTION_CLIENT_SECRET));
    if (secret == null) {
      return null;
    }
    ClientSecret client = ClientSecret.of(settings.get(Setting.INTROSPECTION_CLIENT_ID), secret);
    return parts.owned(
        new Introspection(settings, client, ProviderTokens.claimNames(settings), http(), clock));
  }

  /** One HTTP client for all. What uses it is closed before it: the newest part goes first. */
  private OutboundHttp http() {
    if (http == null) {
      boolean allowHttp = !settings.get(Setting.REQUIRE_HTTPS);
      http = parts.owned(new OutboundHttp(allowHttp, Timeouts.USUAL, Tls.ofJvm()));
    }
    return http;
  }
}
