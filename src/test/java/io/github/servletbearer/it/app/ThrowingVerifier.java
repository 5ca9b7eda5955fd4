// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;

/** A verifier with a defect. */
public final class ThrowingVerifier implements TokenVerifier {

  @Override
  public BearerToken verify(String token) throws BearerException {
    throw new IllegalStateException("secret-detail about " + token);
  }
}
