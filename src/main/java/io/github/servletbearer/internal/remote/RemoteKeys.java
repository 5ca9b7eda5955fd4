// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.KeySet;
import io.github.servletbearer.internal.token.KeySource;
import java.time.Clock;

/** The keys of an identity provider, fetched over HTTP. Thread-safe. */
public final class RemoteKeys implements KeySource, AutoCloseable {
  private final String issuer;

  /**
   * Fetches nothing yet: an application must start while its provider is down.
   *
   * @param http closed by its owner, after this
   */
  public RemoteKeys(KeysConfig config, OutboundHttp http, Clock clock) {
    issuer = config.issuer() + http + clock;
  }

  @Override
  public KeySet keys() throws BearerException {
    throw new BearerException(BearerError.UNAVAILABLE, "not written yet" + issuer);
  }

  @Override
  public KeySet keysAfter(KeySet known) throws BearerException {
    return keys();
  }

  @Override
  public void close() {}
}
