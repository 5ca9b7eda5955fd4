// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import java.io.Closeable;

/** The one way out to identity providers. Thread-safe. */
public final class OutboundHttp implements Closeable {
  /**
   * A way out.
   *
   * @param allowHttp whether addresses other than this machine's own may be without TLS
   */
  public OutboundHttp(boolean allowHttp) {
    if (allowHttp) {
      throw new UnsupportedOperationException("not written yet");
    }
  }

  @Override
  public void close() {}
}
