// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

/**
 * An invalid token, key or key set. The message is for logs and start-up problems and quotes
 * neither the token nor a key's private members.
 */
public final class JoseException extends Exception {
  private static final long serialVersionUID = 1L;

  public JoseException(String reason) {
    super(reason, null, false, false);
  }
}
