// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;

/** A verifier that finds tokens by their hash, which the request has already. Thread-safe. */
public interface HashedTokenVerifier extends TokenVerifier {
  /** As {@link TokenVerifier#verify}. */
  BearerToken verify(PresentedToken token) throws BearerException;

  @Override
  default BearerToken verify(String text) throws BearerException {
    return verify(new PresentedToken(text));
  }
}
