// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A time that all servers share: milliseconds since a moment that is the same for all. */
@FunctionalInterface
interface SharedTime {
  /**
   * The time now.
   *
   * @param connection is asked where the time is not known well enough
   */
  long millis(Connection connection) throws SQLException;
}
