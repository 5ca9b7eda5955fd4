// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import io.github.servletbearer.internal.bytes.Base64Url;
import java.security.SecureRandom;

/** Makes opaque tokens: 256 random bits as 43 characters of base64url (RFC 6749 10.10). */
public final class RandomToken {
  public static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /** A new token. Thread-safe. */
  public String next() {
    return next(BYTES);
  }

  /** Random bytes, as many as asked for, as base64url without padding. Thread-safe. */
  public String next(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }
}
