// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

/** What a purge needs to know of a token. Immutable. */
final class ExpiredToken {
  private final String hash;
  private final long issuedAt;

  ExpiredToken(String hash, long issuedAt) {
    this.hash = hash;
    this.issuedAt = issuedAt;
  }

  /** In hexadecimal digits. */
  String hash() {
    return hash;
  }

  long issuedAt() {
    return issuedAt;
  }
}
