// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

/**
 * A token, key or key set that is not as it must be. The message is for logs and start-up problems
 * and quotes nothing of the token or of a key's private parts.
 */
public final class JoseException extends Exception {
  private static final long serialVersionUID = 1L;

  public JoseException(String reason) {
    super(reason, null, false, false);
  }
}
