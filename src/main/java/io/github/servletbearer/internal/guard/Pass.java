// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.IdentityHashMap;
import javax.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Travels with a request as an attribute and remembers which guards have judged it, so that a
 * forward, include, error or async dispatch is recognised. It is recognised by its class: an
 * attribute that somebody else set, such as a string from an AJP connector, is none.
 *
 * <p>Belongs to one request, whose dispatches follow one another; not thread-safe.
 */
final class Pass {
  private static final String ATTRIBUTE = Pass.class.getName();

  private final IdentityHashMap<RequestGuard, Judgement> judgements = new IdentityHashMap<>(4);

  private Pass() {}

  static Pass of(ServletRequest request) {
    Object value = request.getAttribute(ATTRIBUTE);
    if (value instanceof Pass) {
      return (Pass) value;
    }
    Pass pass = new Pass();
    request.setAttribute(ATTRIBUTE, pass);
    return pass;
  }

  @Nullable Judgement judgementOf(RequestGuard guard) {
    return judgements.get(guard);
  }

  void remember(RequestGuard guard, Judgement judgement) {
    judgements.put(guard, judgement);
  }

  /** Whether some guard has verified the token of this request. */
  boolean isVerified() {
    for (Judgement judgement : judgements.values()) {
      if (judgement.token() != null) {
        return true;
      }
    }
    return false;
  }
}
