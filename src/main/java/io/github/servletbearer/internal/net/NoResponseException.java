// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.io.IOException;

/**
 * A request without an answer that can be read. The message, reason and cure, is the rest of a
 * sentence that names the host, and repeats nothing that was sent.
 */
public final class NoResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String cure;

  NoResponseException(String reason, String cure) {
    super(reason + "; " + cure);
    this.reason = reason;
    this.cure = cure;
  }

  /** What happened. */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public String cure() {
    return cure;
  }

  NoResponseException through(String proxy) {
    return new NoResponseException(proxy + reason, cure);
  }
}
