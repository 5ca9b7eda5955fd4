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
  private static final int HEX_DIGITS = 64;

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

  /**
   * A hash from its {@link #hex} form.
   *
   * @throws IllegalArgumentException if the text is not 64 hexadecimal digits
   */
  public static TokenHash parse(String hex) {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException("a hash has " + HEX_DIGITS + " hexadecimal digits");
    }
    ByteBuffer digest = ByteBuffer.allocate(HEX_DIGITS / 2);
    for (int i = 0; i < HEX_DIGITS; i += 16) {
      digest.putLong(Long.parseUnsignedLong(hex.substring(i, i + 16), 16));
    }
    digest.flip();
    return new TokenHash(digest);
  }

  /** All 64 hexadecimal digits, in lower case: for a store, not for a log. */
  public String hex() {
    StringBuilder hex = new StringBuilder(HEX_DIGITS);
    for (long part : new long[] {first, second, third, fourth}) {
      for (int shift = 60; shift >= 0; shift -= 4) {
        hex.append(Character.forDigit((int) (part >>> shift) & 0xf, 16));
      }
    }
    return hex.toString();
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
