// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks several verifiers in their order; the first that accepts the token decides. When none does
 * and one of them could not decide, the answer is that it cannot be decided; one that fails in any
 * way does not stop the next. Thread-safe if they are.
 */
public final class AnyOfVerifier implements HashedTokenVerifier {
  private final List<TokenVerifier> verifiers;

  private AnyOfVerifier(List<TokenVerifier> verifiers) {
    this.verifiers = verifiers;
  }

  /** One verifier for the whole list, which is not empty. */
  public static TokenVerifier of(List<TokenVerifier> verifiers) {
    return verifiers.size() == 1 ? verifiers.get(0) : new AnyOfVerifier(new ArrayList<>(verifiers));
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    BearerException answer = null;
    for (TokenVerifier verifier : verifiers) {
      try {
        return ForeignCode.verify(verifier, token);
      } catch (BearerException e) {
        answer = answer == null ? e : both(answer, e);
      }
    }
    throw answer == null ? new BearerException(BearerError.UNAVAILABLE, "no verifier") : answer;
  }

  /** Where one of them cannot decide, none can; the log gets the reasons of all. */
  private static BearerException both(BearerException first, BearerException second) {
    if (first.error() != second.error()) {
      return second.error() == BearerError.UNAVAILABLE ? second : first;
    }
    return new BearerException(
        first.error(), first.getMessage() + "; " + second.getMessage(), second.getCause());
  }
}
