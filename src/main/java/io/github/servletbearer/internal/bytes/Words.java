// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.bytes;

import java.util.ArrayList;
import java.util.List;

/** Splits texts into words, and knows which characters a word may have. */
public final class Words {
  /** What a token of HTTP may not have, of the visible characters (RFC 9110 5.6.2). */
  private static final String DELIMITERS = "\"(),/:;<=>?@[\\]{}";

  private Words() {}

  /** What stands between the separators, as it is; an empty text is one empty word. */
  public static List<String> split(String text, char separator) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      words.add(text.substring(start, end));
      start = end + 1;
    }
    words.add(text.substring(start));
    return words;
  }

  /** Whether this is a scope-token: printable ASCII but blank, quote, backslash (RFC 6749 3.3). */
  public static boolean isScope(String word) {
    return isVisible(word) && word.indexOf('"') < 0 && word.indexOf('\\') < 0;
  }

  /** Whether this is a token of HTTP, such as the name of a header (RFC 9110 5.6.2). */
  public static boolean isHttpToken(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (DELIMITERS.indexOf(word.charAt(i)) >= 0) {
        return false;
      }
    }
    return isVisible(word);
  }

  /** Whether this is printable ASCII without blanks, and not empty. */
  public static boolean isVisible(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) <= ' ' || word.charAt(i) > '~') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  /** Whether the text has a control character, such as a line break. */
  public static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
