// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.token.HashedTokenVerifier;
import io.github.servletbearer.internal.token.PresentedToken;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs of trusted issuers, each by its own keys (RFC 7519, RFC 8725, RFC 9068): signature
 * first, then what they claim. A token is remembered after it was found valid, never before, and
 * stays valid until it expires or its key is removed. Thread-safe.
 */
public final class JwtVerifier implements HashedTokenVerifier {
  private final Map<String, TrustedIssuer> issuers = new LinkedHashMap<>();
  private final Set<JwtRules> rules = new HashSet<>();
  private final VerifiedTokens remembered;
  private final Clock clock;
  private final VerifiedTokens.Check check = this::isStillValid;
  private volatile Jws.@Nullable Header lastValid;

  /**
   * A verifier of one issuer's tokens.
   *
   * @param keys of the rules' issuer, and of no other
   * @param remembered where valid tokens are remembered
   */
  public JwtVerifier(JwtRules rules, KeySource keys, VerifiedTokens remembered, Clock clock) {
    this(Collections.singleton(new TrustedIssuer(rules, keys)), remembered, clock);
  }

  /**
   * A verifier.
   *
   * @param trusted with distinct names
   * @param remembered where valid tokens are remembered
   */
  public JwtVerifier(Collection<TrustedIssuer> trusted, VerifiedTokens remembered, Clock clock) {
    for (TrustedIssuer issuer : trusted) {
      issuers.put(issuer.rules().issuer(), issuer);
      rules.add(issuer.rules());
    }
    this.remembered = remembered;
    this.clock = clock;
  }

  @Override
  public BearerToken verify(String text) throws BearerException {
    return remembered.isOff() ? verifyByAllSteps(text).token() : verify(new PresentedToken(text));
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    SignedJwt.Verified jwt = remembered.find(token.hash(), rules, check);
    if (jwt == null) {
      jwt = verifyByAllSteps(token.text());
      remembered.keep(token.hash(), jwt);
    }
    return jwt.token();
  }

  private SignedJwt.Verified verifyByAllSteps(String text) throws BearerException {
    SignedJwt.Verified jwt =
        UntrustedJwt.parse(text, lastValid)
            .checkIssuer(issuers)
            .findKeys()
            .checkSignature()
            .checkType()
            .checkAudience()
            .checkUnbound()
            .checkTimes(clock.millis())
            .readToken();
    lastValid = jwt.header();
    return jwt;
  }

  /** Whatever could have changed since the token was verified by these rules. */
  private boolean isStillValid(SignedJwt.Verified jwt) throws BearerException {
    TrustedIssuer issuer = issuers.get(jwt.rules().issuer());
    return issuer != null
        && !jwt.token().hasExpired(clock.millis())
        && issuer.keys().keys().contains(jwt.key());
  }
}
