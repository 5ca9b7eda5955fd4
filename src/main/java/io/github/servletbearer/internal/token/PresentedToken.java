// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.internal.crypto.TokenHash;

/** A token's text as a request brought it, with its hash, which is computed once. Immutable. */
public final class PresentedToken {
  private final String text;
  private final TokenHash hash;

  /** A token that is not verified. */
  public PresentedToken(String text) {
    this.text = text;
    this.hash = TokenHash.of(text);
  }

  /** The token itself; never log it. */
  public String text() {
    return text;
  }

  public TokenHash hash() {
    return hash;
  }

  /** The first digits of the hash, for logs. */
  public String id() {
    return hash.shortText();
  }

  @Override
  public String toString() {
    return "PresentedToken[" + id() + "]";
  }
}
