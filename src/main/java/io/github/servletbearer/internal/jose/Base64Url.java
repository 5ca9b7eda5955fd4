// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The one spelling of bytes that JOSE knows: base64url without padding, its unused bits zero (RFC
 * 7515 2, RFC 4648 3.5). The JDK's decoder takes several spellings of the same bytes.
 */
final class Base64Url {
  private static final byte[] VALUES = values();

  private Base64Url() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < digits.length(); i++) {
      values[digits.charAt(i)] = (byte) i;
    }
    return values;
  }

  /**
   * The bytes of a part of a text.
   *
   * @param text characters of ISO 8859-1
   * @throws JoseException at any other character, an impossible length or an unused bit that is set
   */
  static byte[] decode(byte[] text, int from, int to) throws JoseException {
    byte[] bytes = new byte[(int) ((to - from) * 6L / 8)];
    int bits = 0;
    int held = 0; // how many of the lowest bits are not written yet
    int at = 0;
    for (int i = from; i < to; i++) {
      int value = VALUES[text[i] & 0xff];
      if (value < 0) {
        throw new JoseException("a character that base64url does not have (RFC 7515 2)");
      }
      bits = bits << 6 | value;
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (bits >> held);
      }
    }
    if (held == 6 || (bits & (1 << held) - 1) != 0) {
      throw new JoseException("base64url cut off, or with unused bits that are not zero");
    }
    return bytes;
  }

  static byte[] decode(String text) throws JoseException {
    // What ISO 8859-1 does not have becomes a question mark, which is refused.
    byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(characters, 0, characters.length);
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
