// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Calls code of the application. Its {@link BearerException} is its answer; anything else that it
 * throws, and null where a value is due, means that it cannot decide: {@link
 * BearerError#UNAVAILABLE}.
 */
public final class ForeignCode {
  private ForeignCode() {}

  /** A call whose result may be null. */
  @FunctionalInterface
  public interface Call<T> {
    @Nullable T run() throws BearerException;
  }

  /**
   * Calls code that must return a value.
   *
   * @param what is called, for the log: "verifier"
   * @throws BearerException as the code throws it, or {@code UNAVAILABLE} if it fails
   */
  public static <T> T call(String what, Call<T> call) throws BearerException {
    T result = callNullable(what, call);
    if (result == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the " + what + " returned null");
    }
    return result;
  }

  /** Verifies a token; a verifier that finds tokens by their hash gets it with the text. */
  public static BearerToken verify(TokenVerifier verifier, PresentedToken token)
      throws BearerException {
    return call(
        "verifier",
        () ->
            verifier instanceof HashedTokenVerifier
                ? ((HashedTokenVerifier) verifier).verify(token)
                : verifier.verify(token.text()));
  }

  /**
   * Calls code that may return null.
   *
   * @param what is called, for the log: "authenticator"
   * @throws BearerException as the code throws it, or {@code UNAVAILABLE} if it fails
   */
  public static <T> @Nullable T callNullable(String what, Call<T> call) throws BearerException {
    try {
      return call.run();
    } catch (BearerException e) {
      throw e;
    } catch (Exception | Error e) { // other JVM languages throw checked exceptions undeclared
      throw new BearerException(BearerError.UNAVAILABLE, "the " + what + " failed", e);
    }
  }
}
