// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.VerificationKey;
import io.github.servletbearer.internal.jose.key.JwkSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JWT up to its signature: the first steps of the chain by which one is verified (RFC 7519 7.2).
 * Nothing that it says may be trusted. Each step is a type that only the step before it makes, so
 * none can be left out or taken too early; {@link SignedJwt} goes on from here. Immutable.
 */
final class UntrustedJwt {
  private final Jws jws;
  private final Claims claims;

  private UntrustedJwt(Jws jws, Claims claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** Takes a token apart; faster if the header of a valid token is known and equal. */
  static UntrustedJwt parse(String token, Jws.@Nullable Header known) throws BearerException {
    try {
      Jws jws = Jws.parse(token, known);
      return new UntrustedJwt(jws, Claims.parse(jws.payload()));
    } catch (JoseException e) {
      throw refused("no signed JWT: " + e.getMessage());
    }
  }

  /**
   * The issuer comes first, byte for byte: it says whose keys count, and no other issuer's token
   * causes a look for keys (RFC 8725 3.8).
   */
  OfIssuer checkIssuer(TrustedIssuers trusted) throws BearerException {
    return new OfIssuer(trusted.require(claims));
  }

  /** The token as it was parsed, of which nothing may be trusted. */
  Jws jws() {
    return jws;
  }

  /** Names a trusted issuer. */
  final class OfIssuer {
    private final TrustedIssuer issuer;

    private OfIssuer(TrustedIssuer issuer) {
      this.issuer = issuer;
    }

    /** Chooses among the keys of this issuer; the algorithm is the key's (RFC 8725 3.1). */
    WithKeys findKeys() throws BearerException {
      KeySource source = issuer.keys();
      JwkSet known = source.keys();
      List<VerificationKey> candidates = known.candidates(jws);
      if (candidates.isEmpty() && source.mayHaveKeysFor(jws.algorithm())) {
        candidates = source.keysAfter(known, claims.millis("iat", -1)).candidates(jws);
      }
      if (candidates.isEmpty()) {
        throw refused(
            source.mayHaveKeysFor(jws.algorithm())
                ? "the issuer has no key for this kid and alg"
                : "alg is not among jwksAlgorithms");
      }
      return new WithKeys(issuer.rules(), candidates);
    }
  }

  /** Names a key of its issuer, or some that it may mean. */
  final class WithKeys {
    private final JwtRules rules;
    private final List<VerificationKey> candidates;

    private WithKeys(JwtRules rules, List<VerificationKey> candidates) {
      this.rules = rules;
      this.candidates = candidates;
    }

    SignedJwt checkSignature() throws BearerException {
      return SignedJwt.of(jws, claims, rules, candidates);
    }
  }
}
