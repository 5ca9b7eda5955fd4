// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url without padding, unused bits zero (RFC 7515 2, RFC 4648 3.5), so that bytes have one
 * text. The JDK's decoder accepts several.
 */
public final class Base64Url {
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** The last characters whose unused bits are zero, where two or three are in the last group. */
  private static final String LAST_OF_TWO = "AQgw";

  private static final String LAST_OF_THREE = "AEIMQUYcgkosw048";

  private Base64Url() {}

  /**
   * The bytes of a part of a text.
   *
   * @param text characters of ISO 8859-1
   * @throws IllegalArgumentException whose message does not quote the text, at any other character,
   *     an impossible length or an unused bit that is set
   */
  public static byte[] decode(byte[] text, int from, int to) {
    int rest = (to - from) % 4;
    if (rest == 1) {
      throw new IllegalArgumentException("truncated base64url");
    }
    byte[] bytes;
    try {
      bytes = DECODER.decode(Arrays.copyOfRange(text, from, to));
    } catch (IllegalArgumentException e) { // its message quotes the text
      throw new IllegalArgumentException("a character that base64url does not have (RFC 7515 2)");
    }
    boolean isPadded = bytes.length != (to - from) * 3L / 4;
    if (isPadded
        || rest > 0 && (rest == 2 ? LAST_OF_TWO : LAST_OF_THREE).indexOf(text[to - 1]) < 0) {
      throw new IllegalArgumentException(
          "base64url with padding, or with unused bits that are not zero");
    }
    return bytes;
  }

  /** The bytes of a text. */
  public static byte[] decode(String text) {
    // What ISO 8859-1 does not have becomes a question mark, which is refused.
    byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(characters, 0, characters.length);
  }

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
