// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.token.HashedTokenVerifier;
import io.github.servletbearer.internal.token.PresentedToken;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs of one issuer (RFC 7519, RFC 8725, RFC 9068): signature first, then what they
 * claim. A token is remembered after it was found valid, never before, and stays valid until it
 * expires or its key is removed. Thread-safe.
 */
public final class JwtVerifier implements HashedTokenVerifier {
  private final JwtRules rules;
  private final KeySource keys;
  private final VerifiedTokens remembered;
  private final Clock clock;
  private final VerifiedTokens.Check check = this::isStillValid;
  private volatile Jws.@Nullable Header lastValid;

  /**
   * A verifier.
   *
   * @param keys of the rules' issuer, and of no other
   * @param remembered where valid tokens are remembered
   */
  public JwtVerifier(JwtRules rules, KeySource keys, VerifiedTokens remembered, Clock clock) {
    this.rules = rules;
    this.keys = keys;
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
        UntrustedJwt.parse(text, lastValid, rules)
            .checkIssuer()
            .findKey(keys)
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
    return !jwt.token().hasExpired(clock.millis()) && keys.keys().contains(jwt.key());
  }
}
