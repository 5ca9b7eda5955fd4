// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import java.net.URI;

/**
 * A provider that did not answer as it must. The message names its host, the reason and the cure,
 * and is fit for the log: nothing of a token, a secret or a body is in it.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int pauseSeconds;

  private ProviderException(String message, int status, int pauseSeconds) {
    super(message, null, false, false);
    this.status = status;
    this.pauseSeconds = pauseSeconds;
  }

  public static ProviderException of(URI address, String reason) {
    return new ProviderException(host(address) + ' ' + reason, 0, 0);
  }

  /** An answer with another HTTP status, and for how long not to ask again, 0 if unknown. */
  public static ProviderException of(URI address, int status, int pauseSeconds, String reason) {
    return new ProviderException(host(address) + ' ' + reason, status, pauseSeconds);
  }

  /** The HTTP status of the answer, or 0 where it was not the status that was wrong. */
  public int status() {
    return status;
  }

  /**
   * Whether it says something of the provider: no answer, none that can be read, or one of its own
   * errors (RFC 9110 15.6). Any other answer is about the one question that was asked.
   */
  public boolean isFault() {
    return status == 0 || status >= 500;
  }

  /** For how long the provider is to be left alone, in seconds; 0 where it did not say so. */
  public int pauseSeconds() {
    return pauseSeconds;
  }

  private static String host(URI address) {
    String host = address.getHost();
    if (host == null) {
      return "the identity provider";
    }
    return address.getPort() < 0 ? host : host + ':' + address.getPort();
  }
}
