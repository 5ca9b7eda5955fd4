// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import java.io.IOException;

/** A verifier that fails by what is no RuntimeException, in the way that the token names. */
public final class ErrorVerifier implements TokenVerifier {

  @Override
  public BearerToken verify(String token) throws BearerException {
    switch (token) {
      case "assertion" -> throw new AssertionError("secret-detail/" + token);
      case "overflow" -> throw new StackOverflowError("secret-detail/" + token);
      case "sneaky" -> throw ErrorVerifier.<RuntimeException>unchecked(token);
      default -> throw new NoClassDefFoundError("secret-detail/" + token);
    }
  }

  /** Other languages of the JVM have no checked exceptions: any of them may come out anywhere. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Exception> T unchecked(String token) throws T {
    throw (T) new IOException("secret-detail/" + token);
  }
}
