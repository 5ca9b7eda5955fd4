// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.jose.Jose;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.provider.Introspection;
import io.github.servletbearer.internal.provider.IntrospectionConfig;
import io.github.servletbearer.internal.provider.JwkSetConfig;
import io.github.servletbearer.internal.provider.RemoteJwkSet;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.ProviderSettings;
import io.github.servletbearer.internal.settings.SecretReference;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.AnyOfVerifier;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.VerifiedTokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the verifiers that filters name, each once for all filters. Not thread-safe. */
final class VerifierFactory {
  private final Settings settings;
  private final OwnTokens own;
  private final Secrets secrets;
  private final ManagedInstances parts;
  private final ServerClock clock;
  private final Map<String, TokenVerifier> made = new LinkedHashMap<>();
  private final List<VerifiedTokens> remembered = new ArrayList<>();
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
    if ((jwks || settings.signing().isJwt()) && !Jose.isAvailable()) {
      problems.error(
          ProblemCode.LIBRARY_MISSING,
          (jwks ? "verify=jwks" : "tokenFormat=jwt")
              + " needs nimbus-jose-jwt, which is not on the class path.",
          "Use the drop-in JAR, which has it inside, or add the library to the application.");
    }
  }

  /** The verifier of a filter, or null where any token will do. */
  @Nullable TokenVerifier of(FilterSettings filter) {
    if (filter.isPresence()) {
      return null;
    }
    List<TokenVerifier> several = new ArrayList<>();
    for (String name : filter.verify()) {
      several.add(made.computeIfAbsent(name, this::make));
    }
    return AnyOfVerifier.of(several);
  }

  /** Where the verifiers made so far, and our own, remember tokens. */
  List<VerifiedTokens> remembered() {
    return remembered;
  }

  /** One that cannot be made is a problem; ours stands in for it, since nothing will start. */
  private TokenVerifier make(String name) {
    TokenVerifier verifier;
    switch (name) {
      case FilterSettings.ISSUED:
        verifier = own.tokens();
        break;
      case FilterSettings.JWKS:
        verifier = jwks(settings.provider());
        break;
      case FilterSettings.INTROSPECTION:
        verifier = introspection(settings.provider());
        break;
      default:
        verifier = parts.create(name, TokenVerifier.class, Setting.VERIFY.key(), null);
    }
    return verifier == null ? own.tokens() : verifier;
  }

  private @Nullable TokenVerifier jwks(ProviderSettings provider) {
    String issuer = provider.jwksIssuer();
    if (issuer == null) {
      return null;
    }
    Set<JwsAlgorithm> algorithms = new LinkedHashSet<>();
    for (String name : provider.jwksAlgorithms()) {
      JwsAlgorithm algorithm = JwsAlgorithm.of(name);
      if (algorithm != null) {
        algorithms.add(algorithm);
      }
    }
    String uri = provider.jwksUri();
    RemoteJwkSet keys =
        parts.owned(
            new RemoteJwkSet(
                JwkSetConfig.of(issuer, uri == null ? null : URI.create(uri), algorithms)
                    .withMaxAge(provider.jwksMaxAge())
                    .withStaleIfError(provider.jwksStaleIfError()),
                http(),
                clock));
    VerifiedTokens good = new VerifiedTokens(settings.maxCachedTokens());
    remembered.add(good);
    return new JwtVerifier(
        JwtRules.ofProvider(
            issuer, provider.jwksAudience(), claimNames(provider), settings.clockSkew()),
        keys,
        good,
        clock);
  }

  private @Nullable TokenVerifier introspection(ProviderSettings provider) {
    String uri = provider.introspectionUri();
    String client = provider.introspectionClientId();
    SecretReference reference = provider.introspectionClientSecret();
    if (uri == null || client == null || reference == null) {
      return null;
    }
    String secret = secrets.text(Setting.INTROSPECTION_CLIENT_SECRET, reference);
    if (secret == null) {
      return null;
    }
    IntrospectionConfig config =
        IntrospectionConfig.of(URI.create(uri), client, secret, claimNames(provider))
            .withAudiences(provider.introspectionAudience())
            .withSkew(settings.clockSkew())
            .withCache(provider.introspectionCacheLifetime());
    String issuer = provider.introspectionIssuer();
    return parts.owned(
        new Introspection(issuer == null ? config : config.withIssuer(issuer), http(), clock));
  }

  private static ClaimNames claimNames(ProviderSettings provider) {
    return ClaimNames.of(provider.userClaim(), provider.scopeClaims(), provider.roleClaims());
  }

  /** One way out for all. Parts are closed in reverse order: whoever uses it goes first. */
  private OutboundHttp http() {
    if (http == null) {
      http = parts.owned(new OutboundHttp(!settings.requireHttps()));
    }
    return http;
  }
}
