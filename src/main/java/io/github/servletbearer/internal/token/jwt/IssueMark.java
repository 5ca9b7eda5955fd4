// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

/** The time and the id of a new JWT. Immutable. */
public final class IssueMark {
  private final long second;
  private final String id;

  /**
   * @param second since 1970, of the server's date
   * @param id the {@code jti}, used once
   */
  IssueMark(long second, String id) {
    this.second = second;
    this.id = id;
  }

  /** The {@code iat}. */
  long second() {
    return second;
  }

  /** The {@code jti}. */
  String id() {
    return id;
  }
}
