// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;

/** A verifier whose database is down. */
public final class UnavailableVerifier implements TokenVerifier {

  @Override
  public BearerToken verify(String token) throws BearerException {
    throw new BearerException(BearerError.UNAVAILABLE, "the database is down");
  }
}
