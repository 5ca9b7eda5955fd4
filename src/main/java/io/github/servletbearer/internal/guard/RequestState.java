// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.TokenVerifier;
import javax.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Travels with a request as an attribute and remembers which guards have judged it, so that a
 * forward, include, error or async dispatch is recognised. It is recognised by its class: an
 * attribute that somebody else set, such as a string from an AJP connector, is none.
 *
 * <p>Belongs to one request, whose dispatches follow one another; not thread-safe.
 */
final class RequestState {
  private static final String ATTRIBUTE = RequestState.class.getName();

  private @Nullable Entry newest;

  private RequestState() {}

  static RequestState of(ServletRequest request) {
    Object value = request.getAttribute(ATTRIBUTE);
    if (value instanceof RequestState) {
      return (RequestState) value;
    }
    RequestState pass = new RequestState();
    request.setAttribute(ATTRIBUTE, pass);
    return pass;
  }

  /** Whether some guard has judged this request already. */
  static boolean isOn(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestState;
  }

  /** What this guard found out in an earlier dispatch, or null. */
  @Nullable Decision judgementOf(RequestGuard guard) {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      if (entry.guard == guard) {
        return entry.judgement;
      }
    }
    return null;
  }

  /** What another guard learnt from the same verifier about the same text, or null. */
  @Nullable Decision judgementBy(TokenVerifier verifier, String text) {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      if (entry.guard.verifier() == verifier && entry.judgement.isOf(text)) {
        return entry.judgement;
      }
    }
    return null;
  }

  void remember(RequestGuard guard, Decision judgement) {
    newest = new Entry(guard, judgement, newest);
  }

  /** Whether no guard has remembered anything yet. */
  boolean isNew() {
    return newest == null;
  }

  /** Whether some guard has verified the token of this request. */
  boolean isVerified() {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      if (entry.judgement.token() != null) {
        return true;
      }
    }
    return false;
  }

  /** One guard's word. Requests pass one or two guards: a list is the smallest map. */
  private static final class Entry {
    private final RequestGuard guard;
    private final Decision judgement;
    private final @Nullable Entry next;

    Entry(RequestGuard guard, Decision judgement, @Nullable Entry next) {
      this.guard = guard;
      this.judgement = judgement;
      this.next = next;
    }
  }
}
