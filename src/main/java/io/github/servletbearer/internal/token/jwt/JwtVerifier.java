// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.jose.Jws;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs of one issuer (RFC 7519, RFC 8725, RFC 9068): signature first, then what they
 * claim. A token is remembered after it was found good, never before, and stays good until its end,
 * until its key goes, or until it is taken back. Thread-safe.
 */
public final class JwtVerifier implements TokenVerifier {
  private final JwtRules rules;
  private final KeySource keys;
  private final VerifiedTokens remembered;
  private final Revocations revocations;
  private final Clock clock;
  private final VerifiedTokens.Check check = this::isStillGood;
  private volatile Jws.@Nullable Header lastGood;

  /** A verifier of tokens that nobody takes back. */
  public JwtVerifier(JwtRules rules, KeySource keys, VerifiedTokens remembered, Clock clock) {
    this(rules, keys, remembered, Revocations.NONE, clock);
  }

  /**
   * A verifier.
   *
   * @param keys of the rules' issuer, and of nobody else
   * @param remembered where good tokens are remembered
   * @param revocations asked last, at every request
   */
  public JwtVerifier(
      JwtRules rules,
      KeySource keys,
      VerifiedTokens remembered,
      Revocations revocations,
      Clock clock) {
    this.rules = rules;
    this.keys = keys;
    this.remembered = remembered;
    this.revocations = revocations;
    this.clock = clock;
  }

  @Override
  public BearerToken verify(String text) throws BearerException {
    if (remembered.isOff()) {
      return verifyByAllSteps(text).token();
    }
    TokenHash hash = TokenHash.of(text);
    SignedJwt.Verified jwt = remembered.find(hash, rules, check);
    if (jwt == null) {
      jwt = verifyByAllSteps(text);
      remembered.keep(hash, jwt);
    }
    return jwt.token();
  }

  private SignedJwt.Verified verifyByAllSteps(String text) throws BearerException {
    SignedJwt.Verified jwt = verifyItself(text);
    if (revocations.isRevoked(jwt.token())) {
      throw Claims.refused("revoked");
    }
    lastGood = jwt.header();
    return jwt;
  }

  private SignedJwt.Verified verifyItself(String text) throws BearerException {
    return UntrustedJwt.parse(text, lastGood, rules)
        .checkIssuer()
        .findKey(keys)
        .checkSignature()
        .checkType()
        .checkAudience()
        .checkUnbound()
        .checkTimes(clock.millis())
        .readToken();
  }

  /** Whatever could have changed since the token was verified by these rules. */
  private boolean isStillGood(SignedJwt.Verified jwt) throws BearerException {
    return !jwt.token().hasExpired(clock.millis())
        && keys.keys().contains(jwt.key())
        && !revocations.isRevoked(jwt.token());
  }
}
