// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes words for people out of names for programs. */
public final class DisplayNames {
  private static final Pattern EDGE =
      Pattern.compile(
          "[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  private DisplayNames() {}

  /** A servlet's name in words: {@code com.example.OrderItemsServlet} is "order items". */
  public static String of(String servletName) {
    String simple = servletName.substring(servletName.lastIndexOf('.') + 1);
    List<String> words = new ArrayList<>();
    for (String word : EDGE.split(simple, -1)) {
      if (!word.isEmpty()) {
        words.add(isAcronym(word) ? word : word.toLowerCase(Locale.ROOT));
      }
    }
    if (words.size() > 1 && words.get(words.size() - 1).equals("servlet")) {
      words.remove(words.size() - 1);
    }
    return words.isEmpty() ? servletName : String.join(" ", words);
  }

  /** The same with a capital letter. */
  public static String title(String text) {
    int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
  }

  /** Letters, digits and single underscores: what every generator of clients takes as a name. */
  public static String identifier(String text) {
    return text.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
  }

  private static boolean isAcronym(String word) {
    return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
  }
}
