// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JWT that its issuer has signed, for whatever purpose: the second half of the chain by which a
 * JWT is verified (RFC 7519 4.1, RFC 9068 4), again with a type for each step. Immutable.
 *
 * <p>Deliberately not asked for: {@code jti}, {@code client_id} and {@code auth_time}, which many
 * providers leave out, and a longest lifetime, which is the issuer's to choose.
 */
final class SignedJwt {
  private final Jws.Header header;
  private final @Nullable String type;
  private final Claims claims;
  private final JwtRules rules;
  private final VerificationKey key;

  private SignedJwt(Jws jws, Claims claims, JwtRules rules, VerificationKey key) {
    this.header = jws.header();
    this.type = jws.type();
    this.claims = claims;
    this.rules = rules;
    this.key = key;
  }

  /** Checks the signature of a JWT with these claims by the keys that may have signed it. */
  static SignedJwt of(Jws jws, Claims claims, JwtRules rules, List<VerificationKey> candidates)
      throws BearerException {
    for (VerificationKey key : candidates) {
      if (key.verifies(jws)) {
        return new SignedJwt(jws, claims, rules, key);
      }
    }
    throw refused("the signature is wrong");
  }

  AccessToken checkType() throws BearerException {
    rules.checkType(type, claims);
    return new AccessToken();
  }

  /** An access token for some API. */
  final class AccessToken {
    private AccessToken() {}

    ForThisApi checkAudience() throws BearerException {
      rules.checkAudience(claims);
      return new ForThisApi();
    }
  }

  /** An access token for this application. */
  final class ForThisApi {
    private ForThisApi() {}

    Unbound checkUnbound() throws BearerException {
      claims.checkUnbound();
      return new Unbound();
    }
  }

  /** A bearer token. */
  final class Unbound {
    private Unbound() {}

    Current checkTimes(long nowMillis) throws BearerException {
      return new Current(rules.checkTimes(claims, nowMillis));
    }
  }

  /** Valid now. */
  final class Current {
    private final Instant end;

    private Current(Instant end) {
      this.end = end;
    }

    /** Reads user, scopes and roles. */
    Verified readToken() throws BearerException {
      BearerToken token =
          BearerToken.builder(claims.user(rules.names().users()))
              .issuer(rules.issuer())
              .scopes(claims.scopes(rules.names()))
              .roles(claims.roles(rules.names()))
              .expiresAt(end)
              .claims(claims.asMap())
              .build();
      return new Verified(token, header, key);
    }
  }

  /** A JWT that has passed all steps. Only the last of them makes one. */
  static final class Verified {
    private final BearerToken token;
    private final Jws.Header header;
    private final VerificationKey key;

    private Verified(BearerToken token, Jws.Header header, VerificationKey key) {
      this.token = token;
      this.header = header;
      this.key = key;
    }

    BearerToken token() {
      return token;
    }

    /** Its header, which other tokens of the issuer may share. */
    Jws.Header header() {
      return header;
    }

    VerificationKey key() {
      return key;
    }
  }
}
