// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.log.Redacted;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself, for the log: enough to compare it with the settings, and nothing
 * that could be used as a token or that names its user. Nothing of it is verified.
 */
public final class JwtSummary {
  private static final String[] CLAIMS = {"iss", "aud", "client_id", "azp", "exp", "nbf", "iat"};

  private JwtSummary() {}

  /** One line without line breaks, bounded in length. */
  public static String of(String token) {
    try {
      Jws jws = Jws.parse(token);
      StringBuilder line = new StringBuilder("it says");
      append(line, "alg", jws.algorithm().header());
      append(line, "kid", jws.keyId());
      append(line, "typ", jws.type());
      Map<String, Object> claims = Claims.parse(jws.payload()).asMap();
      for (String name : CLAIMS) {
        append(line, name, claims.get(name));
      }
      return line.toString();
    } catch (JoseException | BearerException e) {
      return "it cannot be read as a JWT, and has " + token.length() + " characters";
    }
  }

  private static void append(StringBuilder line, String name, @Nullable Object value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(Redacted.line(value.toString()));
    }
  }
}
