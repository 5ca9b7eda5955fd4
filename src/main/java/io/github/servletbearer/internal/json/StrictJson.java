// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import java.util.Map;

/**
 * Reads JSON of strangers (RFC 8259), strictly: valid UTF-8 without a byte order mark, one object
 * and nothing behind it, no duplicate names after unescaping, no leniency, bounded depth and size
 * (RFC 7515 4, RFC 8725 3.7). Thread-safe.
 */
public final class StrictJson {
  private StrictJson() {}

  /**
   * Reads one object. Strings are {@code String}, arrays {@code List}, objects {@code Map} in their
   * order, {@code true}/{@code false} {@code Boolean}, null {@code null}; an integer in the range
   * of a long is {@code Long}, every other number a finite {@code Double}.
   *
   * @param utf8 at most as large as the caller allows; it bounds the size
   * @throws BadJsonException if it is anything else; no Error can escape, whatever the depth
   */
  public static Map<String, Object> object(byte[] utf8) throws BadJsonException {
    throw new UnsupportedOperationException("not written yet " + utf8.length);
  }
}
