// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import org.jspecify.annotations.Nullable;

/** The result of a request to revoke a token (RFC 7009 2). */
public enum Revocation {
  /** The token was valid and is not any more. */
  DONE,
  /** Nothing to do: the token is unknown, has expired, or was revoked before (RFC 7009 2.2). */
  UNKNOWN,
  /** The token is valid, but belongs to another client; it stays valid (RFC 7009 2.1). */
  OF_ANOTHER_CLIENT;

  /**
   * Whether a client may revoke a token. One that belongs to no client may be revoked by anyone who
   * has it, who could as well use it.
   */
  public static boolean isAllowed(@Nullable String owner, @Nullable String clientId) {
    return owner == null || owner.equals(clientId);
  }
}
