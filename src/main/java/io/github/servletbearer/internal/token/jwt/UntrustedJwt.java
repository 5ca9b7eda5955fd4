// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.VerificationKey;
import io.github.servletbearer.internal.jose.key.JwkSet;
import org.jspecify.annotations.Nullable;

/**
 * A JWT up to its signature: the first steps of the chain by which one is verified (RFC 7519 7.2).
 * Nothing that it says may be trusted. Each step is a type that only the step before it makes, so
 * none can be left out or taken too early; {@link SignedJwt} goes on from here. Immutable.
 */
final class UntrustedJwt {
  private final Jws jws;
  private final Claims claims;
  private final JwtRules rules;

  private UntrustedJwt(Jws jws, Claims claims, JwtRules rules) {
    this.jws = jws;
    this.claims = claims;
    this.rules = rules;
  }

  /** Takes a token apart; faster if the header of a valid token is known and equal. */
  static UntrustedJwt parse(String token, Jws.@Nullable Header known, JwtRules rules)
      throws BearerException {
    try {
      Jws jws = Jws.parse(token, known);
      return new UntrustedJwt(jws, Claims.parse(jws.payload()), rules);
    } catch (JoseException e) {
      throw refused("no signed JWT: " + e.getMessage());
    }
  }

  /**
   * The issuer comes first, byte for byte: it says whose keys count, and no other issuer's token
   * causes a look for keys (RFC 8725 3.8).
   */
  OfIssuer checkIssuer() throws BearerException {
    if (!rules.issuer().equals(claims.string("iss"))) {
      throw refused("iss is not the expected issuer");
    }
    return new OfIssuer();
  }

  /** Names the expected issuer. */
  final class OfIssuer {
    private OfIssuer() {}

    /** Chooses among the keys of this issuer; the algorithm is the key's (RFC 8725 3.1). */
    WithKey findKey(KeySource source) throws BearerException {
      JwkSet known = source.keys();
      VerificationKey key = known.find(jws);
      if (key == null && source.mayHaveKeysFor(jws.algorithm())) {
        key = source.keysAfter(known, claims.millis("iat", -1)).find(jws);
      }
      if (key == null) {
        throw refused("the issuer has no key for this kid and alg");
      }
      return new WithKey(key);
    }
  }

  /** Names a key of its issuer. */
  final class WithKey {
    private final VerificationKey key;

    private WithKey(VerificationKey key) {
      this.key = key;
    }

    SignedJwt checkSignature() throws BearerException {
      return SignedJwt.of(jws, claims, rules, key);
    }
  }
}
