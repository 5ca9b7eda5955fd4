// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import org.jspecify.annotations.Nullable;

/** What came of the wish to end a token (RFC 7009 2). */
public enum Revocation {
  /** The token was good and is not any longer. */
  DONE,
  /** Nothing to do: the token is unknown, expired, or was ended before (RFC 7009 2.2). */
  UNKNOWN,
  /** The token is good, but belongs to another client; it lives on (RFC 7009 2.1). */
  OF_ANOTHER_CLIENT;

  /**
   * Whether a client may end a token. One that belongs to no client may be ended by whoever has it:
   * it could as well be used.
   */
  public static boolean isAllowed(@Nullable String owner, @Nullable String clientId) {
    return owner == null || owner.equals(clientId);
  }
}
