// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 (RFC 3629) strictly: malformed bytes are refused, never replaced. */
public final class Utf8 {
  private Utf8() {}

  /** The text of all bytes. */
  public static String decode(byte[] bytes) throws CharacterCodingException {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of some bytes; throws if they are not UTF-8. */
  public static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
    ByteBuffer part = ByteBuffer.wrap(bytes, from, to - from);
    return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
  }
}
