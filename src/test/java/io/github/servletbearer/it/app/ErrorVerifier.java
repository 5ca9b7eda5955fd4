// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;

/** A verifier that meets an Error, as when a class is missing. */
public final class ErrorVerifier implements TokenVerifier {

  @Override
  public BearerToken verify(String token) throws BearerException {
    throw new NoClassDefFoundError("secret-detail/" + token);
  }
}
