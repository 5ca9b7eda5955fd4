// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

/** Carries a {@link Refusal} from where a request is read to where it is answered. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** A refusal; its description is all that is ever told. */
  public RefusedException(Refusal refusal) {
    super(refusal.description(), null, false, false);
    this.refusal = refusal;
  }

  /** A refusal because too many others are served at this moment. */
  public static RefusedException busy() {
    return new RefusedException(Refusal.LATER);
  }

  /** The answer to send. */
  public Refusal refusal() {
    return refusal;
  }
}
