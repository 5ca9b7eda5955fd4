// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.io.IOException;

/** Reads from a response what the caller needs. */
@FunctionalInterface
public interface ResponseHandler<T> {
  /**
   * Reads the response.
   *
   * @throws IOException if the response cannot be read
   */
  T read(ResponseReader response) throws IOException;
}
