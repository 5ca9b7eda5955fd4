// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import java.net.URI;

/**
 * A provider that did not answer as it must. The message names its host, the reason and the cure,
 * and is fit for the log: nothing of a token, a secret or a body is in it.
 */
final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  private ProviderException(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  /** A failure of this address' host. */
  static ProviderException of(URI address, String reason) {
    return new ProviderException(host(address) + ' ' + reason, 0);
  }

  /** An answer with another HTTP status than the one that counts. */
  static ProviderException of(URI address, int status, String reason) {
    return new ProviderException(host(address) + ' ' + reason, status);
  }

  /** The HTTP status of the answer, or 0 where it was not the status that was wrong. */
  int status() {
    return status;
  }

  private static String host(URI address) {
    String host = address.getHost();
    if (host == null) {
      return "the identity provider";
    }
    return address.getPort() < 0 ? host : host + ':' + address.getPort();
  }
}
