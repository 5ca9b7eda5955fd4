// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Utf8;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Names as texts of ASCII: a database of any character set keeps all characters and the case.
 *
 * <p>Hashes are hexadecimal and users are found by the hash of their key, so a collation without
 * case, a database that is not UTF-8, and {@code '' IS NULL} do not matter.
 */
final class Names {
  private Names() {}

  /**
   * One name, percent-encoded.
   *
   * @throws BearerException with {@code UNAVAILABLE} if it is too long or has half of a character:
   *     it would come back as another name
   */
  static String encode(String name) throws BearerException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new BearerException(BearerError.UNAVAILABLE, "a name has half of a character");
    }
    return bounded(Utf8.formEncoded(name));
  }

  /**
   * Several names, separated by blanks.
   *
   * @throws BearerException with {@code UNAVAILABLE} as for one
   */
  static String encodeAll(Collection<String> names) throws BearerException {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(all.length() == 0 ? "" : " ").append(encode(name));
    }
    return bounded(all.toString());
  }

  /** Some databases cut off what is too long, so that is never sent. */
  private static String bounded(String text) throws BearerException {
    if (text.length() > Schema.MAX_TEXT) {
      throw new BearerException(
          BearerError.UNAVAILABLE,
          "the names of a user's roles or scopes have more than "
              + Schema.MAX_TEXT
              + " characters, which the database cannot keep: name fewer in the setting roles");
    }
    return text;
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  static List<String> decodeAll(String text) {
    List<String> names = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf(' ', start);
      int stop = end < 0 ? text.length() : end;
      names.add(decode(text.substring(start, stop)));
      start = stop + 1;
    }
    return names;
  }
}
