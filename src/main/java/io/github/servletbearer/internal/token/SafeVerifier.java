// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;

/** Asks a verifier that others may have written: what it does wrong means that it cannot decide. */
public final class SafeVerifier {
  private SafeVerifier() {}

  /**
   * The token as the verifier knows it.
   *
   * @throws BearerException as the verifier throws it, and {@link BearerError#UNAVAILABLE} where it
   *     throws something else or returns null
   */
  public static BearerToken verify(TokenVerifier verifier, PresentedToken presented)
      throws BearerException {
    BearerToken token;
    try {
      token =
          verifier instanceof HashedTokenVerifier
              ? ((HashedTokenVerifier) verifier).verify(presented)
              : verifier.verify(presented.text());
    } catch (BearerException e) {
      throw e;
    } catch (Exception | Error e) { // other languages throw checked ones undeclared
      throw new BearerException(BearerError.UNAVAILABLE, "the verifier failed", e);
    }
    if (token == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the verifier returned null");
    }
    return token;
  }
}
