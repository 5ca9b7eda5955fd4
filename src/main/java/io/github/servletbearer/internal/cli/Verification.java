// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.provider.ProviderTokens;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.token.jwt.JwtExplanation;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.KeySource;
import io.github.servletbearer.internal.token.jwt.TrustedIssuer;
import io.github.servletbearer.internal.token.jwt.TrustedIssuers;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains JWTs by the rules of an application and the keys of a file. */
final class Verification {
  private static final Set<JwsAlgorithm> ASYMMETRIC =
      EnumSet.range(JwsAlgorithm.RS256, JwsAlgorithm.EDDSA);
  private static final JwkSet NO_KEYS = JwkSet.of(Collections.emptyList());

  private final Settings settings;
  private final Keys keys;
  private final long nowMillis;

  /** Keys of a file, or none; each kind of issuer allows its own algorithms. Immutable. */
  static final class Keys {
    private final @Nullable KeySource ofProvider;
    private final @Nullable KeySource own;

    private Keys(@Nullable KeySource ofProvider, @Nullable KeySource own) {
      this.ofProvider = ofProvider;
      this.own = own;
    }

    static Keys none() {
      return new Keys(null, null);
    }

    static Keys of(byte[] json, Settings settings, List<String> warnings) throws JoseException {
      Set<JwsAlgorithm> algorithms = settings.get(Setting.JWKS_ALGORITHMS);
      return new Keys(
          KeySource.of(JwkSet.parse(json, algorithms, warnings), algorithms),
          KeySource.of(JwkSet.parse(json, ASYMMETRIC, new ArrayList<>()), ASYMMETRIC));
    }
  }

  Verification(Settings settings, Keys keys, long nowMillis) {
    this.settings = settings;
    this.keys = keys;
    this.nowMillis = nowMillis;
  }

  /** Explains a token of an identity provider to a filter. */
  JwtExplanation ofProvider(FilterSettings filter, String token) {
    Set<String> accepted = settings.acceptedIssuers(filter);
    List<TrustedIssuer> issuers = new ArrayList<>();
    KeySource noKeys = KeySource.of(NO_KEYS, settings.get(Setting.JWKS_ALGORITHMS));
    for (String issuer : accepted) {
      KeySource source = keys.ofProvider == null ? noKeys : keys.ofProvider;
      issuers.add(new TrustedIssuer(ProviderTokens.rules(issuer, settings), source));
    }
    return JwtExplanation.of(
        token,
        TrustedIssuers.of(issuers, ProviderTokens.issuerSetting(filter, settings)),
        keys.ofProvider == null ? addresses(accepted) : null,
        nowMillis);
  }

  /** Where the keys are, and how to get them. */
  private String addresses(Set<String> issuers) {
    StringBuilder text = new StringBuilder("not known; get them, and name the file by --keys:");
    URI uri = settings.find(Setting.JWKS_URI);
    for (String issuer : issuers) {
      URI metadata = ProviderTokens.metadataAddress(issuer);
      if (uri != null) {
        text.append("\ncurl -o keys.json ").append(quoted(uri));
      } else if (metadata != null) {
        text.append("\ncurl -o keys.json JWKS_URI, where JWKS_URI is the jwks_uri of ")
            .append(metadata);
      }
    }
    return text.toString();
  }

  /** For a shell. */
  private static String quoted(URI address) {
    return "'" + address.toString().replace("'", "%27") + "'";
  }

  /** Explains a JWT of the application's own token endpoint. */
  JwtExplanation own(String token) {
    JwtRules rules =
        JwtRules.ofOwn(
            settings.get(Setting.ISSUER),
            settings.get(Setting.AUDIENCE),
            settings.get(Setting.CLOCK_SKEW));
    KeySource own = isSymmetric(token) ? null : keys.own;
    KeySource source = own == null ? KeySource.of(NO_KEYS) : own;
    return JwtExplanation.of(
        token,
        TrustedIssuers.of(
            Collections.singleton(new TrustedIssuer(rules, source)), Setting.ISSUER.key()),
        own == null ? ownAddress(token) : null,
        nowMillis);
  }

  private String ownAddress(String token) {
    String path = settings.endpoints().path(Endpoint.JWKS);
    if (isSymmetric(token) || path == null) {
      return "not known: signing keys are secret, and not read here";
    }
    return "not known: signing keys are secret, and not read here. The public keys are at "
        + path
        + " of the running application; save them, and name the file by --keys";
  }

  private static boolean isSymmetric(String token) {
    try {
      return Jws.parse(token).algorithm().isSymmetric();
    } catch (JoseException e) {
      return false;
    }
  }
}
