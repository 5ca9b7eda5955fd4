// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import java.time.Instant;

/** Knows three tokens by heart: {@code good}, {@code boss} and {@code old}, which has expired. */
public final class TableVerifier implements TokenVerifier {

  @Override
  public BearerToken verify(String token) throws BearerException {
    return switch (token) {
      case "good" -> BearerToken.builder("gina").scopes("user").roles("user").build();
      case "boss" ->
          BearerToken.builder("boss").scopes("user", "admin").roles("user", "admin").build();
      case "odd-name" -> BearerToken.builder("bob [x] \"GET /\" 200\u202e").build();
      case "old" -> BearerToken.builder("gina").expiresAt(Instant.EPOCH).build();
      default -> throw new BearerException(BearerError.INVALID_TOKEN, "not in the table");
    };
  }
}
