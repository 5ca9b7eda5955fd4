// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import io.github.servletbearer.BearerToken;

/** Cannot be linked, since the class that it extends is left out of the application. */
public final class UnlinkableVerifier extends LeftOut {

  @Override
  public BearerToken verify(String token) {
    throw new IllegalStateException();
  }
}
