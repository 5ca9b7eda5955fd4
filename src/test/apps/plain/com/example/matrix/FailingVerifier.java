// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;

/** Cannot be created, and says so by an Error. */
public final class FailingVerifier implements TokenVerifier {

  public FailingVerifier() {
    throw new AssertionError("failed on purpose");
  }

  @Override
  public BearerToken verify(String token) {
    throw new IllegalStateException();
  }
}
