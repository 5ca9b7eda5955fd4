// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What the removal of a token needs to know of it. Immutable. */
final class TokenEnd {
  static final String COLUMNS = "token_hash, issued_at, ends_at, expires_at, idle_expires_at";

  private final String hash;
  private final long issuedAt;
  private final long endsAt;
  private final long endDate;

  private TokenEnd(String hash, long issuedAt, long endsAt, long endDate) {
    this.hash = hash;
    this.issuedAt = issuedAt;
    this.endsAt = endsAt;
    this.endDate = endDate;
  }

  /** The row on which the cursor stands. */
  static TokenEnd read(ResultSet row) throws SQLException {
    return new TokenEnd(
        row.getString(1), row.getLong(2), row.getLong(3), Math.min(row.getLong(4), row.getLong(5)));
  }

  /** In hexadecimal digits. */
  String hash() {
    return hash;
  }

  long issuedAt() {
    return issuedAt;
  }

  /** Whether it has ended by the shared time, or by the date. */
  boolean hasEnded(long now, long date) {
    return now >= endsAt || date >= endDate;
  }
}
