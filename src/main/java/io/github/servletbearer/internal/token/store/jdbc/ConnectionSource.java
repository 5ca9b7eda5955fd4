// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from: a pool of the container. Thread-safe. */
@FunctionalInterface
public interface ConnectionSource {
  /**
   * A connection, which the caller closes.
   *
   * @throws SQLException if there is none now; a later call may succeed
   */
  Connection open() throws SQLException;
}
