// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.TokenVerifier;
import javax.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of all guards on one request. It is an attribute of the request, so that a forward,
 * include, error or async dispatch is recognised; an attribute of another class, such as a string
 * that an AJP connector set, is ignored.
 *
 * <p>Belongs to one request, whose dispatches follow one another; not thread-safe.
 */
final class RequestState {
  private static final String ATTRIBUTE = RequestState.class.getName();

  private @Nullable Entry newest;
  private boolean reported;

  private RequestState() {}

  /** The state of a request, or null where no guard has judged it. */
  static @Nullable RequestState find(ServletRequest request) {
    Object value = request.getAttribute(ATTRIBUTE);
    return value instanceof RequestState ? (RequestState) value : null;
  }

  /** The state of a request, which is created where there is none. */
  static RequestState attach(ServletRequest request) {
    RequestState state = find(request);
    if (state == null) {
      state = new RequestState();
      request.setAttribute(ATTRIBUTE, state);
    }
    return state;
  }

  /** The decision of this guard in an earlier dispatch, or null. */
  @Nullable Decision decisionOf(Object guard) {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      if (entry.guard == guard) {
        return entry.decision;
      }
    }
    return null;
  }

  /** The decision of another guard with the same verifier on the same token, or null. */
  @Nullable Decision decisionBy(TokenVerifier verifier, String text) {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      if (entry.verifier == verifier && entry.decision.isOf(text)) {
        return entry.decision;
      }
    }
    return null;
  }

  void add(Object guard, @Nullable TokenVerifier verifier, Decision decision) {
    newest = new Entry(guard, verifier, decision, newest);
  }

  /** Whether a guard that refuses nothing has reported the request. */
  boolean isReported() {
    return reported;
  }

  void setReported() {
    reported = true;
  }

  boolean isNew() {
    return newest == null;
  }

  /** Whether a guard has verified the token of this request. */
  boolean isVerified() {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      if (entry.decision.token() != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether a guard has verified the token of this text. */
  boolean hasVerified(@Nullable Object text) {
    for (Entry entry = newest; entry != null; entry = entry.next) {
      boolean verified = entry.decision.token() != null;
      if (verified && text instanceof String && entry.decision.isOf((String) text)) {
        return true;
      }
    }
    return false;
  }

  /** One decision. Requests pass one or two guards: a list is the smallest map. */
  private static final class Entry {
    private final Object guard;
    private final @Nullable TokenVerifier verifier;
    private final Decision decision;
    private final @Nullable Entry next;

    Entry(Object guard, @Nullable TokenVerifier verifier, Decision decision, @Nullable Entry next) {
      this.guard = guard;
      this.verifier = verifier;
      this.decision = decision;
      this.next = next;
    }
  }
}
