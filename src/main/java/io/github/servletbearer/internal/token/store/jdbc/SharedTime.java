// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A time that all servers share, in milliseconds. Thread-safe. */
@FunctionalInterface
interface SharedTime {
  /** The time now, as far as it is known. */
  long millis();

  /** Whether it is known well enough. */
  default boolean isKnown() {
    return true;
  }

  /** Whether it is known by a second, as far as revocations of JWTs need it. */
  default boolean isExact() {
    return true;
  }

  /** Asks a connection for the time, unless it is known. */
  default void learn(Connection connection) throws SQLException {}
}
