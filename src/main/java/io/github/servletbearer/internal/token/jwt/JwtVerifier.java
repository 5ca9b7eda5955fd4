// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.token.HashedTokenVerifier;
import io.github.servletbearer.internal.token.PresentedToken;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.time.Clock;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs of trusted issuers, each by its own keys (RFC 7519, RFC 8725, RFC 9068): signature
 * first, then what they claim. A token is remembered after it was found valid, never before, and
 * stays valid until it expires or its key is removed. Thread-safe.
 */
public final class JwtVerifier implements HashedTokenVerifier {
  private final TrustedIssuers issuers;
  private final ValidTokenCache<SignedJwt.Verified> remembered;
  private final Clock clock;
  private volatile Jws.@Nullable Header lastValid;

  /**
   * A verifier of one issuer's tokens.
   *
   * @param keys of the rules' issuer, and of no other
   * @param maxRemembered how many valid tokens are remembered; 0 for none
   */
  public JwtVerifier(JwtRules rules, KeySource keys, int maxRemembered, Clock clock) {
    this(
        TrustedIssuers.of(
            Collections.singleton(new TrustedIssuer(rules, keys)), rules.issuerSetting()),
        maxRemembered,
        clock);
  }

  /**
   * A verifier of these issuers' tokens. What it remembers is its own: verifiers may share issuers,
   * and a token that one of them accepted is unknown to the others.
   *
   * @param maxRemembered how many valid tokens are remembered; 0 for none
   */
  public JwtVerifier(TrustedIssuers issuers, int maxRemembered, Clock clock) {
    this.issuers = issuers;
    this.remembered = new ValidTokenCache<>(maxRemembered, jwt -> 1, this::isStillValid);
    this.clock = clock;
  }

  @Override
  public BearerToken verify(String text) throws BearerException {
    return remembered.isOff() ? verifyByAllSteps(text).token() : verify(new PresentedToken(text));
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    SignedJwt.Verified jwt = remembered.find(token.hash());
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

  public ValidTokenCache<?> remembered() {
    return remembered;
  }

  /** Whatever could have changed since the token was verified. */
  private boolean isStillValid(SignedJwt.Verified jwt) throws BearerException {
    TrustedIssuer issuer = issuers.find(jwt.token().issuer());
    return issuer != null
        && !jwt.token().hasExpired(clock.millis())
        && issuer.keys().keys().contains(jwt.key());
  }
}
