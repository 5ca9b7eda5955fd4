// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import java.time.Clock;

/** Asks an identity provider for its word on tokens (RFC 7662). Thread-safe. */
public final class Introspection implements TokenVerifier, AutoCloseable {
  private final String what;

  /**
   * Asks nothing yet.
   *
   * @param http closed by its owner, after this
   */
  public Introspection(IntrospectionConfig config, OutboundHttp http, Clock clock) {
    what = config.address() + "" + http + clock;
  }

  @Override
  public BearerToken verify(String token) throws BearerException {
    throw new BearerException(BearerError.UNAVAILABLE, "not written yet" + what);
  }

  @Override
  public void close() {}
}
