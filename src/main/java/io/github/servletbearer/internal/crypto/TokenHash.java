// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import io.github.servletbearer.internal.bytes.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token, by which it is kept and found: a memory dump shows no token (RFC 6819
 * 5.1.4.1.3), and the time that it takes to find one says nothing about it. Immutable.
 */
public final class TokenHash {
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /** The 32 bytes of a SHA-256. */
  TokenHash(ByteBuffer digest) {
    first = digest.getLong();
    second = digest.getLong();
    third = digest.getLong();
    fourth = digest.getLong();
  }

  public static TokenHash of(String text) {
    byte[] digest = Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
    return new TokenHash(ByteBuffer.wrap(digest));
  }

  /** The first 8 hexadecimal digits: enough to find a token in a log, useless as a token. */
  public String shortText() {
    char[] digits = new char[8];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = Character.forDigit((int) (first >>> (60 - 4 * i)) & 0xf, 16);
    }
    return new String(digits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof TokenHash)) {
      return false;
    }
    TokenHash that = (TokenHash) other;
    // All of it, as MessageDigest.isEqual does: the time does not depend on how much is equal.
    return ((first ^ that.first)
            | (second ^ that.second)
            | (third ^ that.third)
            | (fourth ^ that.fourth))
        == 0;
  }

  @Override
  public int hashCode() {
    return (int) second; // the digest's bits need no mixing
  }

  @Override
  public String toString() {
    return shortText();
  }
}
