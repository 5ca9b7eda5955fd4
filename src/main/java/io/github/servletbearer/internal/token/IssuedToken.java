// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerToken;

/** A token just made: its text, which is shown once and kept nowhere, and what it says. */
public final class IssuedToken {
  private final String text;
  private final BearerToken token;

  IssuedToken(String text, BearerToken token) {
    this.text = text;
    this.token = token;
  }

  /** The token itself; never log it. */
  public String text() {
    return text;
  }

  /** The first digits of its hash, for logs. */
  public String id() {
    return TokenHash.of(text).shortText();
  }

  /** What it says. */
  public BearerToken token() {
    return token;
  }

  @Override
  public String toString() {
    return "IssuedToken[" + id() + ", " + token + "]";
  }
}
