// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import io.github.servletbearer.internal.crypto.TokenHash;

/** Whose attempts are counted, and by which limit. Immutable. */
public final class AttemptKey {
  private final AttemptLimit limit;
  private final TokenHash hash;

  /**
   * @param hash of what is counted together, such as an address
   */
  public AttemptKey(AttemptLimit limit, TokenHash hash) {
    this.limit = limit;
    this.hash = hash;
  }

  public AttemptLimit limit() {
    return limit;
  }

  /** Whose attempts. */
  public TokenHash hash() {
    return hash;
  }
}
