// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import io.github.servletbearer.internal.log.Redacted;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself, for the log: enough to compare it with the settings, and nothing
 * that could be used as a token or that names its user. Nothing of it is verified.
 */
public final class TokenSummary {
  private static final String[] CLAIMS = {"iss", "aud", "client_id", "azp", "exp", "nbf", "iat"};

  private TokenSummary() {}

  /** One line without line breaks, bounded in length. */
  public static String of(String token) {
    try {
      Jws jws = Jws.parse(token);
      StringBuilder line = new StringBuilder("it says");
      append(line, "alg", jws.algorithm().header());
      append(line, "kid", jws.keyId());
      append(line, "typ", jws.type());
      Map<String, Object> claims = StrictJson.object(jws.payload());
      for (String name : CLAIMS) {
        append(line, name, claims.get(name));
      }
      return line.toString();
    } catch (JoseException | InvalidJsonException e) {
      return "it cannot be read as a JWT, and has " + token.length() + " characters";
    }
  }

  private static void append(StringBuilder line, String name, @Nullable Object value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(Redacted.line(value.toString()));
    }
  }
}
